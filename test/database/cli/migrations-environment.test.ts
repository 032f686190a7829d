import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sharedPostgres } from '../../support/shared-postgres';
import { inFolder } from '../../unit/environments/temporary-folder';
import { schemaDrift } from './command-line';

describe('the command line and a migrations folder', () => {
  it('compares it with a database, and never takes a part of it for no drift', async function () {
    // The embedded PostgreSQL starts three times.
    this.timeout(180_000);
    const server = await sharedPostgres(18);
    const database = await server.createDatabase('create table notes (id int primary key, body text);');
    const files = { 'db/migrations/1_notes.sql': 'create table notes (id int primary key, body text);' };
    await inFolder(files, async (workspace) => {
      const diff = () =>
        schemaDrift(['diff', '--source', 'migrations:db/migrations', '--target', database.url], { cwd: workspace });
      const same = await diff();
      assert.equal(same.code, 0, same.stderr);
      assert.match(same.stdout, /migrations folder, PostgreSQL 18/);

      await writeFile(
        path.join(workspace, 'db/migrations/2_tags.sql'),
        'create table tags (id int references nowhere);',
      );
      const stopped = await diff();
      assert.equal(stopped.code, 2, stopped.stdout);
      assert.match(stopped.stderr, /The comparison is incomplete/);
      assert.match(stopped.stderr, /migration: 2_tags\.sql:1: relation "nowhere" does not exist\. It was not replayed/);

      await writeFile(path.join(workspace, 'db/migrations/2_tags.sql'), 'create table tags (id int);');
      const drifted = await diff();
      assert.equal(drifted.code, 1, drifted.stderr);
      assert.match(drifted.stdout, /\+ tags/);
    });
    await database.drop();
  });

  it('says what to do when there is nothing to replay', async () => {
    await inFolder({}, async (workspace) => {
      const nowhere = await schemaDrift(['snapshot', '--of', 'migrations', '--out', 'a.json'], { cwd: workspace });
      assert.equal(nowhere.code, 2);
      assert.match(nowhere.stderr, /migrations: The migrations folder .*supabase.migrations does not exist/);
    });
  });
});
