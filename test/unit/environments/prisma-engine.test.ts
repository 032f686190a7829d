import assert from 'node:assert/strict';
import { PrismaError, prismaSql } from '../../../src/environments/prisma/engine';

const MODEL = 'model User {\n  id Int @id @default(autoincrement())\n  email String @unique\n  @@map("users")\n}\n';

describe("Prisma's schema engine", () => {
  it('writes the SQL of a schema, in one file or several', async () => {
    const sql = await prismaSql([
      { name: 'schema.prisma', text: 'datasource db {\n  provider = "postgresql"\n}\n' },
      { name: 'models/user.prisma', text: MODEL },
    ]);
    assert.match(sql, /CREATE TABLE "users"/);
    assert.match(sql, /CREATE UNIQUE INDEX "users_email_key"/);
  });

  it('does not mind where the database is, as schemas of Prisma 6 say it', async () => {
    const datasource =
      'datasource db {\n  provider  = "postgresql"\n  url       = env("DATABASE_URL")\n  directUrl = env("DIRECT_URL")\n}\n';
    assert.match(await prismaSql([{ name: 'schema.prisma', text: datasource + MODEL }]), /CREATE TABLE "users"/);
    // What is wrong besides is still said, at its own line.
    const wrong = prismaSql([{ name: 'schema.prisma', text: `${datasource}model A {\n  id Nope @id\n}\n` }]);
    await assert.rejects(wrong, (error) => {
      assert.ok(error instanceof PrismaError);
      assert.match(error.message, /Type "Nope" is neither a built-in type/);
      assert.deepEqual(error.place, { file: 'schema.prisma', line: 7 });
      return true;
    });
  });

  it('refuses what is not for PostgreSQL', async () => {
    const text = `datasource db {\n  provider = "mysql"\n}\n${MODEL}`;
    await assert.rejects(prismaSql([{ name: 'schema.prisma', text }]), /`mysql` is not a supported connector/);
    await assert.rejects(prismaSql([{ name: 'schema.prisma', text: MODEL }]), /no datasource/);
  });
});
