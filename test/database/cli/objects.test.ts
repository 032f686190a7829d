import assert from 'node:assert/strict';
import { type MigrationStatus, migrationStatusSchema } from '../../../src/migrations/status';
import type { TestDatabase } from '../../support/database-server';
import { majors } from '../../support/shared-postgres';
import { supabaseHistory } from '../migrations/histories';
import { migrationsWorkspace, writeEnvironments, writeMigrations } from './migrations-workspace';

const FILES = {
  '1_users.sql': `
    CREATE TYPE mood AS ENUM ('sad', 'ok');
    CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, mood mood DEFAULT 'ok');
    ALTER TABLE users ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON users USING (true);`,
  '2_threads.sql': `
    CREATE TABLE threads (id int PRIMARY KEY, owner bigint REFERENCES users, CHECK (id > 0));
    CREATE INDEX ON threads (owner);
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    CREATE TRIGGER touch BEFORE UPDATE ON threads FOR EACH ROW EXECUTE FUNCTION touch();`,
  '3_profile.sql': 'CREATE TABLE gone (id int); ALTER TABLE users ADD COLUMN name text;',
  '4_rename.sql':
    "DROP TABLE gone; ALTER TABLE threads RENAME TO topics; INSERT INTO users (email) VALUES ('a@example.com');",
  '5_extras.sql': 'CREATE VIEW names AS SELECT name FROM users;',
};
type Name = keyof typeof FILES;

const run = (...names: readonly Name[]): string => names.map((name) => `${FILES[name]}\n`).join('');
const recorded = (...names: readonly Name[]): string =>
  supabaseHistory(...names.map((name) => [name.slice(0, 1), name.slice(2, -4), FILES[name]] as const));

for (const major of majors) {
  describe(`what migrations create, on PostgreSQL ${major}`, function () {
    this.timeout(300_000);
    const workspace = migrationsWorkspace(major);

    const given = (sql: string): Promise<TestDatabase> => workspace.given(sql, FILES);

    async function status(): Promise<MigrationStatus> {
      const { stdout, stderr } = await workspace.run('status', '--json');
      assert.notEqual(stdout, '', stderr);
      const found = migrationStatusSchema.parse(JSON.parse(stdout));
      assert.deepEqual(found.notes, []);
      return found;
    }

    const statesOf = ({ migrations }: MigrationStatus): readonly (string | null | undefined)[] =>
      migrations.map(({ cells }) => cells[0]?.state);

    async function runScript(...args: string[]): Promise<void> {
      const { code, stdout, stderr } = await workspace.run(...args);
      assert.equal(code, 0, stderr);
      const applied = await workspace.run('apply', stdout.trim(), '--target', 'dev');
      assert.equal(applied.code, 0, applied.stderr);
    }

    it('is there where all is applied', async () => {
      await given(
        recorded('1_users.sql', '2_threads.sql', '3_profile.sql', '4_rename.sql', '5_extras.sql') +
          run('1_users.sql', '2_threads.sql', '3_profile.sql', '4_rename.sql', '5_extras.sql'),
      );
      const { code, stdout } = await workspace.run('status');
      assert.equal(code, 0, stdout);
    });

    it('is not missed under a name that only a pending file gives it', async () => {
      await given(recorded('1_users.sql', '2_threads.sql') + run('1_users.sql', '2_threads.sql'));
      assert.deepEqual(statesOf(await status()), ['applied', 'applied', 'pending', 'pending', 'pending']);
    });

    it('is missed where it is recorded and not there, and named', async () => {
      await given(
        recorded('1_users.sql', '2_threads.sql', '3_profile.sql', '5_extras.sql') +
          run('1_users.sql', '3_profile.sql') +
          'DROP POLICY own ON users;',
      );
      const found = await status();
      assert.deepEqual(
        found.migrations.map(({ cells }) => [cells[0]?.state, cells[0]?.missing]),
        [
          ['objects-missing', ['policy:public.users.own']],
          // The table has another name once a pending file has run, so it is not looked for.
          ['objects-missing', ['function:public.touch()']],
          ['applied', undefined],
          ['out-of-order', undefined],
          ['objects-missing', ['view:public.names']],
        ],
      );
      const { code, stdout } = await workspace.run('status');
      assert.equal(code, 1);
      assert.match(stdout, /! not in dev: policy public\.users\.own\n/);
    });

    it('is found by a replay on what schema-drift.json says of the folder', async () => {
      const own = 'CREATE SCHEMA auth; CREATE TABLE auth.users (id int);';
      const { url } = await workspace.given(supabaseHistory(['1', 'own', own]) + own, { '1_own.sql': own });
      const files = { kind: 'migrations', path: 'supabase/migrations', platform: 'none' };
      await writeEnvironments(workspace.path, { dev: { url }, files });
      assert.deepEqual(statesOf(await status()), ['applied']);
    });

    it('begins a history with what is verifiably there', async () => {
      const database = await given(run('1_users.sql', '2_threads.sql', '3_profile.sql'));
      await runScript('track', '--target', 'dev');
      assert.deepEqual(statesOf(await status()), ['applied', 'out-of-order', 'applied', 'pending', 'pending']);
      assert.deepEqual(await database.query('SELECT version FROM supabase_migrations.schema_migrations ORDER BY 1'), [
        { version: '1' },
        { version: '3' },
      ]);
    });

    it('repairs a history', async () => {
      await given(
        recorded('1_users.sql', '5_extras.sql') + run('1_users.sql', '2_threads.sql', '3_profile.sql', '4_rename.sql'),
      );
      assert.deepEqual(statesOf(await status()), [
        'applied',
        'not-recorded',
        'not-recorded',
        'out-of-order',
        'objects-missing',
      ]);
      await runScript('repair', '--target', 'dev');
      assert.deepEqual(statesOf(await status()), ['applied', 'applied', 'applied', 'pending', 'pending']);
    });

    it('is looked for up to the file that does not replay', async () => {
      await given(recorded('1_users.sql', '5_extras.sql'));
      await writeMigrations(workspace.path, { '4_rename.sql': 'SELECT 1/0;' });
      const { stdout } = await workspace.run('status');
      assert.match(stdout, /^1_users\.sql +✗ recorded, but its objects are missing$/m);
      assert.match(stdout, /^5_extras\.sql +✓ applied$/m);
      assert.match(
        stdout,
        /Objects were looked for only up to 4_rename\.sql, which does not replay: line 1: division by zero/,
      );
    });
  });
}
