import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { reportSchema, type Report } from '../../../src/reports/report';
import { makeWorkspace, schemaDrift, type Outcome } from '../cli/command-line';
import type { TestDatabase } from '../../support/database-server';
import { majors, sharedPostgres } from '../../support/shared-postgres';

const SCHEMA = `
datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

enum Role {
  ADMIN
  USER

  @@map("role")
}

model User {
  id        Int      @id @default(autoincrement())
  email     String   @unique
  role      Role     @default(USER)
  createdAt DateTime @default(now()) @map("created_at")
  embedding Unsupported("vector(3)")?
  posts     Post[]

  @@map("users")
}

model Post {
  id       String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  author   User   @relation(fields: [authorId], references: [id])
  authorId Int    @map("author_id")
  title    String

  @@index([authorId])
  @@map("posts")
}
`;

/** The test servers have no pgvector. */
const WITHOUT_VECTOR = SCHEMA.replace('Unsupported("vector(3)")', 'String');

/** What a person would have written for the same, with all that Prisma has no word for. */
const DATABASE = `
CREATE TYPE role AS ENUM ('ADMIN', 'USER');
CREATE TABLE users (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email character varying(200) NOT NULL CONSTRAINT users_email_key UNIQUE,
  role role NOT NULL DEFAULT 'USER',
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  embedding text,
  CONSTRAINT email_has_at CHECK (email LIKE '%@%')
);
CREATE TABLE posts (
  id uuid DEFAULT gen_random_uuid() CONSTRAINT posts_key PRIMARY KEY,
  author_id integer NOT NULL REFERENCES users,
  title text NOT NULL
);
CREATE INDEX posts_by_author ON posts (author_id);
CREATE INDEX recent_posts ON posts (title) WHERE author_id > 0;
CREATE VIEW authors AS SELECT email FROM users;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users USING (true);
GRANT SELECT ON users TO PUBLIC;
COMMENT ON TABLE users IS 'people';
`;

for (const major of majors) {
  describe(`a Prisma schema beside PostgreSQL ${major}`, function () {
    this.timeout(180_000);
    let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
    let database: TestDatabase;

    beforeEach(async () => {
      workspace = await makeWorkspace();
      database = await (await sharedPostgres(major)).createDatabase(DATABASE);
      await write(WITHOUT_VECTOR);
    });

    afterEach(async () => {
      await workspace.remove();
      await database.drop();
    });

    const write = (schema: string): Promise<void> => writeFile(path.join(workspace.path, 'schema.prisma'), schema);

    const diff = (...args: string[]): Promise<Outcome> =>
      schemaDrift(['diff', '--source', 'prisma:schema.prisma', '--target', database.url, ...args], {
        cwd: workspace.path,
      });

    async function report(...args: string[]): Promise<{ code: number | null; report: Report }> {
      const { code, stdout, stderr } = await diff('--format', 'json', ...args);
      assert.notEqual(stdout, '', stderr);
      return { code, report: reportSchema.parse(JSON.parse(stdout)) };
    }

    it('has no drift to a database that does the same, whatever Prisma has no word for', async () => {
      const { code, report: found } = await report('--ignore', 'prisma-habits');
      assert.deepEqual(
        found.differences.map(({ id, changes }) => [id, changes]),
        [],
      );
      assert.equal(code, 0);
      assert.deepEqual(found.alignment?.counts, { aligned: 3, drifted: 0, 'prisma-only': 0, 'database-only': 0 });
      assert.deepEqual(
        found.alignment.habits.map(({ group }) => group),
        ['defaults', 'foreign-key actions', 'names', 'types', 'unique constraints'],
      );
      const { notExpressible } = found.alignment;
      assert.deepEqual(
        ['constraint', 'function', 'index', 'policy', 'trigger', 'view'].map((kind) => notExpressible[kind]),
        [1, 1, 1, 1, 1, 1],
      );
    });

    it('shows what Prisma writes in its own way as differences, unless they are ignored', async () => {
      const { code, report: found } = await report();
      assert.equal(code, 1);
      const ids = found.differences.map(({ id }) => id);
      for (const id of [
        'column:public.users.created_at',
        'index:public.posts_by_author',
        'index:public.posts_author_id_idx',
      ])
        assert.ok(ids.includes(id), `${id} of ${ids.join()}`);
      // They are grouped: the models are aligned all the same.
      assert.equal(found.alignment?.counts.aligned, 3);
    });

    it('tells drifted models from those that only one side has', async () => {
      await database.query('ALTER TABLE posts DROP COLUMN title; CREATE TABLE extra (id int PRIMARY KEY)');
      await write(`${WITHOUT_VECTOR}\nmodel Tag {\n  id Int @id\n}\n`);
      const { report: found } = await report('--ignore', 'prisma-habits');
      const states = new Map(found.alignment?.objects.map(({ id, state }) => [id, state]));
      assert.deepEqual(Object.fromEntries(states), {
        'enum:public.role': 'aligned',
        'table:public.Tag': 'prisma-only',
        'table:public.extra': 'database-only',
        'table:public.posts': 'drifted',
        'table:public.users': 'aligned',
      });
      const { stdout } = await diff('--ignore', 'prisma-habits');
      assert.match(stdout, /Prisma and the database: 2 aligned, 1 drifted, 1 only in Prisma, 1 only in the database\./);
    });

    it('brings a database in line without touching what Prisma does not know', async () => {
      await database.query('ALTER TABLE posts DROP COLUMN title CASCADE');
      const migrate = await schemaDrift(
        [
          'migrate',
          '--source',
          'prisma:schema.prisma',
          '--target',
          database.url,
          '--name',
          'align',
          '--ignore',
          'prisma-habits',
        ],
        { cwd: workspace.path },
      );
      assert.equal(migrate.code, 0, migrate.stderr);
      const file = migrate.stdout.trim();
      const apply = await schemaDrift(['apply', '--target', database.url, file], { cwd: workspace.path });
      assert.equal(apply.code, 0, apply.stderr);
      assert.equal((await report('--ignore', 'prisma-habits')).code, 0);
      const rows = await database.query(
        "SELECT count(*) FROM pg_policy UNION ALL SELECT count(*) FROM pg_views WHERE viewname = 'authors'",
      );
      assert.deepEqual(rows.map(Object.values), [['1'], ['1']]);
    });

    it('is refused with Prisma’s words, file and line', async () => {
      await write(`${SCHEMA}\nmodel A {\n  id Nope @id\n}\n`);
      const { code, stderr } = await diff();
      assert.equal(code, 2);
      assert.match(stderr, /schema\.prisma:\d+: Type "Nope" is neither a built-in type/);
      await write(SCHEMA.replace('postgresql', 'mysql'));
      assert.match((await diff()).stderr, /`mysql` is not a supported connector/);
    });
  });
}

describe('a Prisma schema with a type of an extension', function () {
  this.timeout(180_000);

  it('is loaded though it does not create the extension', async () => {
    const workspace = await makeWorkspace();
    try {
      await writeFile(path.join(workspace.path, 'schema.prisma'), SCHEMA);
      const { code, stderr } = await schemaDrift(
        ['snapshot', '--of', 'prisma:schema.prisma', '--out', 'prisma.snapshot.json'],
        { cwd: workspace.path },
      );
      assert.equal(code, 0, stderr);
    } finally {
      await workspace.remove();
    }
  });
});
