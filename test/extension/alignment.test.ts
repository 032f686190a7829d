import assert from 'node:assert/strict';
import { commands, window, workspace } from 'vscode';
import type { TestDatabase } from '../support/database-server';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { parts } from './support/extension';
import { until } from './support/until';
import { clear, configure, write } from './support/workspace';

const SCHEMA = `
datasource db {
  provider = "postgresql"
}

model User {
  id    Int    @id @default(autoincrement())
  email String @unique

  @@map("users")
}

model Post {
  id    Int    @id
  title String

  @@map("posts")
}

model Draft {
  id Int @id

  @@map("drafts")
}
`;

const DATABASE = `
CREATE TABLE users (id serial PRIMARY KEY, email varchar(200) NOT NULL CONSTRAINT users_email_key UNIQUE);
CREATE TABLE posts (id int PRIMARY KEY, title text);
CREATE TABLE jobs (id int PRIMARY KEY);
CREATE VIEW titles AS SELECT title FROM posts;
`;

describe('a Prisma schema beside a database', () => {
  let database: TestDatabase;

  before(async () => {
    await clear();
    database = await (await sharedPostgres(Math.max(...majors))).createDatabase(DATABASE);
    await write('prisma/schema.prisma', SCHEMA);
    await configure({
      prisma: { kind: 'prisma', path: 'prisma/schema.prisma' },
      development: { url: database.url },
      copy: { url: database.url },
    });
  });

  after(async () => {
    await clear();
    await database.drop();
  });

  it('is told model by model, above the differences and as a table', async () => {
    await commands.executeCommand('schemaDrift.compare', 'prisma', 'development');
    const { driftView } = await parts();
    assert.equal(
      driftView.message,
      'Prisma and the database: 1 aligned, 1 drifted, 1 only in Prisma, 1 only in the database.',
    );
    await commands.executeCommand('schemaDrift.openAlignment');
    const document = await until('the document', () =>
      workspace.textDocuments.find(({ uri }) => uri.scheme === 'schema-drift-alignment'),
    );
    const text = document.getText();
    assert.match(text, /\| table `public\.posts` \| \*\*drifted\*\* \| column `public\.posts\.title` \|/);
    assert.match(text, /\| table `public\.drafts` \| \*\*only in Prisma\*\* \|/);
    assert.match(text, /\| table `public\.users` \| aligned \|/);
    assert.match(text, /## Different by Prisma’s habit alone\n\n- types: column `public\.users\.email`/);
    assert.match(text, /## Not expressible in Prisma\n\n- 1 view\n/);
    await until('the preview', () => window.tabGroups.activeTabGroup.activeTab?.label.includes('Prisma alignment'));
  });

  it('is not told of two databases', async () => {
    await commands.executeCommand('schemaDrift.compare', 'development', 'copy');
    const { session, driftView } = await parts();
    assert.equal(session.drift?.alignment, null);
    assert.equal(driftView.message, undefined);
  });
});
