import assert from 'node:assert/strict';
import type { TestDatabase } from '../../support/database-server';
import { majors } from '../../support/shared-postgres';
import { prismaHistory, supabaseHistory } from '../migrations/histories';
import { startSchemaDrift, type Outcome } from './command-line';
import { migrationsWorkspace } from './migrations-workspace';
import { until } from './until';

for (const major of majors.slice(-1)) {
  describe(`schema-drift promote on PostgreSQL ${major}`, function () {
    this.timeout(60_000);
    const workspace = migrationsWorkspace(major);
    let database: TestDatabase;

    async function given(...args: Parameters<typeof workspace.given>): Promise<void> {
      database = await workspace.given(...args);
    }

    const promote = (...args: string[]): Promise<Outcome> => workspace.run('promote', '--target', 'dev', ...args);

    const recorded = (): Promise<unknown> =>
      database.query('SELECT version, name, statements FROM supabase_migrations.schema_migrations ORDER BY version');

    async function tables(): Promise<readonly unknown[]> {
      const rows = await database.query(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
      );
      return rows.map((row: { relname?: unknown }) => row.relname);
    }

    const THREE = {
      '1_a.sql': '-- first\nCREATE TABLE a (id int);\n',
      '2_b.sql':
        "SELECT set_config('search_path', '', false);\nCREATE TABLE public.b (t text DEFAULT 'it''s \\ here');\n",
      '3_c.sql': 'CREATE TABLE c (id int);\n',
    };

    it('applies what is pending, in order, and records it as the Supabase command line does', async () => {
      await given(supabaseHistory(['1', 'a', 'CREATE TABLE a (id int)']), THREE);
      const { code, stdout, stderr } = await promote();
      assert.equal(code, 0, stderr);
      assert.equal(stdout, '2_b.sql: 2 statements\n3_c.sql: 1 statement\nApplied to dev: 2 migrations.\n');
      assert.deepEqual(await tables(), ['b', 'c']);
      assert.deepEqual(await recorded(), [
        { version: '1', name: 'a', statements: ['CREATE TABLE a (id int)'] },
        {
          version: '2',
          name: 'b',
          statements: [
            "SELECT set_config('search_path', '', false)",
            "CREATE TABLE public.b (t text DEFAULT 'it''s \\ here')",
          ],
        },
        { version: '3', name: 'c', statements: ['CREATE TABLE c (id int)'] },
      ]);
      assert.equal((await promote()).stdout, 'Nothing is pending for dev.\n');
      const { stdout: status } = await workspace.run('status', '--no-objects');
      assert.match(status, /All applied\./);
    });

    it('changes nothing in a dry run', async () => {
      await given(supabaseHistory(), THREE, { role: 'production' });
      const { code, stdout } = await promote('--dry-run');
      assert.equal(code, 0);
      assert.equal(stdout, '1_a.sql: 1 statement\n2_b.sql: 2 statements\n3_c.sql: 1 statement\n');
      assert.deepEqual(await tables(), []);
      assert.deepEqual(await recorded(), []);
    });

    it('asks for the name of a protected environment', async () => {
      await given(supabaseHistory(), THREE, { role: 'production' });
      const { code, stderr } = await promote();
      assert.equal(code, 2);
      assert.match(stderr, /dev is protected/);
      assert.deepEqual(await tables(), []);
      assert.equal((await promote('--confirm', 'dev')).code, 0);
      assert.deepEqual(await tables(), ['a', 'b', 'c']);
    });

    it('stops at the first failure, keeps what came before, and says both', async () => {
      await given(supabaseHistory(), { ...THREE, '2_b.sql': 'CREATE TABLE half (id int);\nSELECT 1/0;\n' });
      const { code, stdout, stderr } = await promote();
      assert.equal(code, 2);
      assert.equal(stdout, '1_a.sql: 1 statement\n');
      assert.match(
        stderr,
        /2_b\.sql: Failed in statement 2 of 2, line 2: SELECT 1\/0\nPostgreSQL says: division by zero/,
      );
      assert.match(
        stderr,
        /Everything was rolled back\.\nApplied before it, and kept: 1_a\.sql\.\nNot run: 3_c\.sql\./,
      );
      assert.deepEqual(await tables(), ['a']);
      assert.deepEqual(await recorded(), [{ version: '1', name: 'a', statements: ['CREATE TABLE a (id int)'] }]);
    });

    it('applies nothing when a later file cannot be read', async () => {
      await given(supabaseHistory(), { ...THREE, '3_c.sql': 'CREATE TABEL c (id int)' });
      const { code, stderr } = await promote();
      assert.equal(code, 2);
      assert.match(stderr, /3_c\.sql cannot be used\. Line 1/);
      assert.deepEqual(await tables(), []);
    });

    it('runs without a transaction what PostgreSQL refuses inside of one, and says so', async () => {
      await given(supabaseHistory(), {
        '1_a.sql': 'CREATE TABLE a (id int);',
        '2_i.sql': 'CREATE INDEX CONCURRENTLY i ON a (id);',
      });
      const { code, stdout, stderr } = await promote();
      assert.equal(code, 0, stderr);
      assert.match(stdout, /2_i\.sql: 1 statement, not in one transaction: PostgreSQL refuses/);
      assert.deepEqual(await database.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"), [
        { indisvalid: true },
      ]);
    });

    it('rolls a file back that cannot be recorded', async () => {
      await given(supabaseHistory(), {
        '1_a.sql': "CREATE TABLE a (id int); INSERT INTO supabase_migrations.schema_migrations (version) VALUES ('1');",
      });
      const { code, stderr } = await promote();
      assert.equal(code, 2);
      assert.match(stderr, /recording it in the migration history failed\.\nPostgreSQL says: duplicate key/);
      assert.deepEqual(await tables(), []);
    });

    it('is refused by a transaction that a file does not end', async () => {
      await given(supabaseHistory(), { '1_a.sql': 'BEGIN; CREATE TABLE a (id int);' });
      const { code, stderr } = await promote();
      assert.equal(code, 2);
      assert.match(stderr, /begins a transaction and does not end it/);
      assert.deepEqual(await tables(), []);
      assert.deepEqual(await recorded(), []);
    });

    it('takes files along that are out of order only when it is told to', async () => {
      await given(supabaseHistory(['2', 'b', 'SELECT 2']), { '1_a.sql': THREE['1_a.sql'], '2_b.sql': 'SELECT 2' });
      const { code, stderr } = await promote();
      assert.equal(code, 2);
      assert.match(stderr, /Nothing was run, because of 1_a\.sql\. They are older than what is applied to dev/);
      assert.equal((await promote('--include-all')).code, 0);
      assert.deepEqual(await tables(), ['a']);
    });

    it('is refused where two files have one version', async () => {
      await given(supabaseHistory(), { '1_a.sql': 'SELECT 1', '1_b.sql': 'SELECT 2' });
      const { code, stderr } = await promote();
      assert.equal(code, 2);
      assert.match(stderr, /because of 1_a\.sql, 1_b\.sql\. Another file has the same version/);
    });

    it('is refused where nobody knows what is applied, or Prisma does', async () => {
      await given('', THREE);
      assert.match((await promote()).stderr, /dev has no migration history/);
      await database.query(prismaHistory());
      assert.match((await promote()).stderr, /Prisma keeps the migration history of dev/);
      assert.deepEqual(await tables(), ['_prisma_migrations']);
    });

    it('lets nobody else promote at the same time', async () => {
      await given(supabaseHistory(), { '1_slow.sql': 'SELECT pg_sleep(600);' });
      const running = await startSchemaDrift(['promote', '--target', 'dev'], { cwd: workspace.path });
      await until(
        async () =>
          (
            await database.query(
              "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'",
            )
          ).length === 1,
      );
      const { code, stderr } = await promote();
      assert.equal(code, 2);
      assert.match(stderr, /Somebody else is promoting/);
      running.process.kill('SIGINT');
      const outcome = await running.outcome;
      assert.equal(outcome.code, 2);
      assert.match(outcome.stderr, /1_slow\.sql: cancelled in statement 1 of 1/);
      assert.deepEqual(await recorded(), []);
    });
  });
}
