import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { reportSchema } from '../../../src/reports/report';
import type { PostgresServer, TestDatabase } from '../../support/database-server';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { makeWorkspace, schemaDrift, startSchemaDrift, type Outcome } from './command-line';
import { until } from './until';

for (const major of majors.slice(-1)) {
  describe(`schema-drift on PostgreSQL ${major}, when it cannot be done`, function () {
    this.timeout(60_000);
    let server: PostgresServer;
    let source: TestDatabase;
    let target: TestDatabase;
    let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

    const run = (...args: string[]): Promise<Outcome> => schemaDrift(args, { cwd: workspace.path });
    const write = (file: string, text: string): Promise<void> => writeFile(path.join(workspace.path, file), text);
    const tables = async (): Promise<string[]> =>
      (await target.query<{ name: string }>("select relname as name from pg_class where relname like 'new%'")).map(
        ({ name }) => name,
      );

    beforeEach(async () => {
      server = await sharedPostgres(major);
      source = await server.createDatabase('create table a (id int); create table b (id int)');
      target = await server.createDatabase('create table a (id int)');
      workspace = await makeWorkspace();
    });

    afterEach(async () => {
      await workspace.remove();
      await source.drop();
      await target.drop();
    });

    describe('apply', () => {
      it('rolls back everything when a statement fails, and names it', async () => {
        await write(
          'broken.sql',
          'create table new_one (id int);\n\n-- 🐘\ncreate view new_view as\n  select id,\n    missing_column from a;\nselect 1;\n',
        );
        const { code, stdout, stderr } = await run('apply', '--target', target.url, 'broken.sql');
        assert.equal(code, 2);
        assert.equal(stdout, '');
        assert.match(stderr, /statement 2 of 3, line 6: create view new_view as/);
        assert.match(stderr, /PostgreSQL says: column "missing_column" does not exist/);
        assert.match(stderr, /Everything was rolled back/);
        assert.deepEqual(await tables(), []);
      });

      it('passes on the detail and the hint', async () => {
        await target.query('create table unique_a (id int); insert into unique_a values (7), (7)');
        await write('broken.sql', 'alter table unique_a add unique (id)');
        const { code, stderr } = await run('apply', '--target', target.url, 'broken.sql');
        assert.equal(code, 2);
        assert.match(stderr, /Detail: Key \(id\)=\(7\) is duplicated/);
      });

      it('rolls back everything when committing fails', async () => {
        await target.query(
          'create table parent (id int primary key); create table child (id int references parent deferrable initially deferred)',
        );
        await write('deferred.sql', 'create table new_one (id int); insert into child values (1)');
        const { code, stderr } = await run('apply', '--target', target.url, 'deferred.sql');
        assert.equal(code, 2);
        assert.match(stderr, /Committing failed[\s\S]*violates foreign key[\s\S]*Everything was rolled back/);
        assert.deepEqual(await tables(), []);
      });

      it('runs nothing of a file that PostgreSQL does not understand', async () => {
        await write('broken.sql', 'create table new_one (id int);\ncreate tabel new_two (id int);');
        const { code, stderr } = await run('apply', '--target', target.url, 'broken.sql');
        assert.equal(code, 2);
        assert.match(stderr, /Line 2, column 8: syntax error.*\nNothing was run/);
        assert.deepEqual(await tables(), []);
      });

      it('says when a file cannot run in one transaction, and what stays when it fails', async () => {
        await write(
          'concurrent.sql',
          'create table new_one (id int);\ncreate index concurrently new_index on new_one (id);\nselect 1/0;',
        );
        const { code, stderr } = await run('apply', '--target', target.url, 'concurrent.sql');
        assert.equal(code, 2);
        assert.match(stderr, /refuses to run this inside a transaction, line 2: create index concurrently/);
        assert.match(stderr, /statement 3 of 3, line 3[\s\S]*its first 2 statements were not rolled back/);
        assert.deepEqual((await tables()).sort(), ['new_index', 'new_one']);
      });

      it('leaves a file its own transactions', async () => {
        await write(
          'own.sql',
          'begin; create table new_one (id int); commit; begin; create table new_two (id int); select 1/0; commit',
        );
        const { code, stderr } = await run('apply', '--target', target.url, 'own.sql');
        assert.equal(code, 2);
        assert.match(stderr, /begins and ends transactions itself, line 1: begin/);
        assert.match(stderr, /its first 3 statements were not rolled back/);
        assert.deepEqual(await tables(), ['new_one']);
      });

      it('is cancelled by an interrupt, and rolls back', async () => {
        await write('slow.sql', 'create table new_one (id int); select pg_sleep(600)');
        const running = await startSchemaDrift(['apply', '--target', target.url, 'slow.sql'], { cwd: workspace.path });
        await until(async () => (await sessions('active')) === 1);
        running.process.kill('SIGINT');
        const { code, stdout, stderr } = await running.outcome;
        assert.equal(code, 2);
        assert.equal(stdout, '');
        assert.match(stderr, /cancelled in statement 2 of 2[\s\S]*Everything was rolled back/);
        await until(async () => (await sessions()) === 0);
        assert.deepEqual(await tables(), []);
      });

      it('asks for the name of a protected environment', async () => {
        const url = new URL(target.url);
        await write(
          'schema-drift.json',
          JSON.stringify({ environments: { live: { url: url.href, protected: true, role: 'production' } } }),
        );
        await write('ok.sql', 'create table new_one (id int)');
        const refused = await run('apply', '--target', 'live', 'ok.sql');
        assert.equal(refused.code, 2);
        assert.match(refused.stderr, /live is protected.*--confirm live/);
        const byUrl = await run('apply', '--target', target.url, 'ok.sql');
        assert.equal(byUrl.code, 2);
        assert.match(byUrl.stderr, /--confirm live/);
        const mistaken = await run('apply', '--target', 'live', 'ok.sql', '--confirm', 'alive');
        assert.equal(mistaken.code, 2);
        assert.match(mistaken.stderr, /"alive".*"live"/);
        assert.deepEqual(await tables(), []);
        const confirmed = await run('apply', '--target', 'live', 'ok.sql', '--confirm', 'live');
        assert.equal(confirmed.code, 0, confirmed.stderr);
        assert.deepEqual(await tables(), ['new_one']);
      });
    });

    describe('diff', () => {
      it('is cancelled by an interrupt, and ends its query', async () => {
        const blocker = await server.createDatabase();
        await source.query('begin; lock table pg_catalog.pg_description in access exclusive mode');
        const args = ['diff', '--source', source.url, '--target', target.url];
        const running = await startSchemaDrift(args, { cwd: workspace.path });
        const waiting = async (): Promise<boolean> =>
          (
            await blocker.query(
              "select from pg_stat_activity where datname = $1 and application_name = 'schema-drift' and wait_event_type = 'Lock'",
              [source.name],
            )
          ).length === 1;
        await until(waiting);
        running.process.kill('SIGINT');
        const { code, stdout, stderr } = await running.outcome;
        assert.equal(code, 2);
        assert.equal(stdout, '');
        assert.match(stderr, /cancelled/);
        await until(async () => !(await waiting()));
        await source.query('rollback');
        await blocker.drop();
      });

      it('is complete for a role that is nothing special', async () => {
        const user = `plain_${target.name}`;
        await target.query(`create role ${user} login`);
        try {
          const url = server.urlOf(target.name, { user });
          const { code, stdout, stderr } = await run('diff', '--source', target.url, '--target', url);
          assert.equal(code, 0, stdout + stderr);
          assert.match(stdout, /No drift/);
        } finally {
          await target.query(`drop role ${user}`);
        }
      });

      it('says that it is incomplete when the role may not read everything', async () => {
        const user = `reader_${target.name}`;
        await target.query(`create role ${user} login; revoke select on pg_catalog.pg_policy from public`);
        try {
          const url = server.urlOf(target.name, { user });
          const withDrift = await run('diff', '--source', source.url, '--target', url, '--format', 'json');
          assert.equal(withDrift.code, 1, withDrift.stderr);
          const report = reportSchema.parse(JSON.parse(withDrift.stdout));
          assert.equal(report.incomplete, true);
          assert.ok(report.notRead.some(({ environment, kind }) => environment === 'target' && kind === 'policy'));
          assert.match(withDrift.stderr, /incomplete[\s\S]*polic/);

          for (const format of ['text', 'markdown', 'sql']) {
            const same = await run('diff', '--source', target.url, '--target', url, '--format', format);
            assert.equal(same.code, 2, same.stdout);
            assert.match(same.stdout, /incomplete/i);
            assert.doesNotMatch(same.stdout, /no drift/i);
          }
          const migrated = await run('migrate', '--source', target.url, '--target', url, '--name', 'a');
          assert.equal(migrated.code, 2);
          assert.equal(migrated.stdout, '');
          assert.deepEqual(await readdir(workspace.path), []);
        } finally {
          await target.query(`grant select on pg_catalog.pg_policy to public; drop role ${user}`);
        }
      });
    });

    describe('migrate', () => {
      it('says which id is none, and writes nothing', async () => {
        const { code, stdout, stderr } = await run(
          ...['migrate', '--source', source.url, '--target', target.url, '--name', 'a', '--include', 'table:public.c'],
        );
        assert.equal(code, 2);
        assert.equal(stdout, '');
        assert.match(stderr, /no difference with the id table:public\.c/);
        assert.deepEqual(await readdir(workspace.path), []);
      });

      it('says that the migrations folder cannot be written, and leaves nothing', async () => {
        await mkdir(path.join(workspace.path, 'supabase'));
        await write('supabase/verification', 'a file where a folder should be');
        const { code, stdout, stderr } = await run(
          ...['migrate', '--source', source.url, '--target', target.url, '--name', 'a', '--verify'],
        );
        assert.equal(code, 2);
        assert.equal(stdout, '');
        assert.match(stderr, /supabase\/verification[\s\S]*Nothing was written/);
        assert.deepEqual(await readdir(path.join(workspace.path, 'supabase')), ['verification']);
      });
    });

    describe('snapshot', () => {
      it('stands for the environment that it was taken of', async () => {
        const taken = await run('snapshot', '--of', source.url, '--out', 'source.json');
        assert.equal(taken.code, 0, taken.stderr);
        assert.equal(taken.stdout, 'source.json\n');
        const same = await run('diff', '--source', 'snapshot:source.json', '--target', source.url);
        assert.equal(same.code, 0, same.stdout + same.stderr);
        const drifted = await run(
          'diff',
          '--source',
          'snapshot:source.json',
          '--target',
          target.url,
          '--format',
          'json',
        );
        assert.equal(drifted.code, 1);
        const report = reportSchema.parse(JSON.parse(drifted.stdout));
        assert.equal(report.source.kind, 'snapshot');
        assert.deepEqual(
          report.differences.map(({ id }) => id),
          ['table:public.b'],
        );
      });

      it('that cannot be written leaves nothing', async () => {
        const { code, stdout, stderr } = await run('snapshot', '--of', source.url, '--out', 'no/such/folder/a.json');
        assert.equal(code, 2);
        assert.equal(stdout, '');
        assert.match(stderr, /a\.json/);
        assert.deepEqual(await readdir(workspace.path), []);
      });
    });

    async function sessions(state = '%'): Promise<number> {
      const rows = await target.query(
        "select from pg_stat_activity where datname = current_database() and application_name = 'schema-drift' and state like $1",
        [state],
      );
      return rows.length;
    }
  });
}
