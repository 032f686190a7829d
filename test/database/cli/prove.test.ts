import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestDatabase } from '../../support/database-server';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { makeWorkspace, schemaDrift, type Outcome } from './command-line';

describe('schema-drift prove', function () {
  this.timeout(120_000);
  let source: TestDatabase;
  let target: TestDatabase;
  let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

  const run = (...args: string[]): Promise<Outcome> => schemaDrift(args, { cwd: workspace.path });

  before(async () => {
    const server = await sharedPostgres(Math.max(...majors));
    source = await server.createDatabase('create table a (id integer primary key, name text)');
    target = await server.createDatabase('create table a (id integer primary key)');
    workspace = await makeWorkspace();
    const environment = { url: target.url.replace(/:[^:@/]*@/, '@'), protected: true };
    await writeFile(
      path.join(workspace.path, 'schema-drift.json'),
      JSON.stringify({ environments: { shop: environment } }),
    );
  });
  after(async () => {
    await workspace.remove();
    await source.drop();
    await target.drop();
  });

  it('runs the plan on a temporary database on the server of the target, and says so', async () => {
    const { code, stdout, stderr } = await run(
      'prove',
      '--source',
      source.url,
      '--target',
      'shop',
      '--scratch',
      'server',
    );
    assert.match(stderr, /proving on a temporary database on the server of shop/);
    assert.match(stdout, /^proved: .*; 1 of the 1 tables that it touches held sample rows\.$/m);
    assert.equal(code, 0);
    const left = await target.query("select 1 from pg_database where datname like 'schema_drift_proof_%'");
    assert.deepEqual(left, []);
  });

  it('touches no protected server unless told to', async () => {
    const { code, stdout, stderr } = await run('prove', '--source', source.url, '--target', 'shop', '--format', 'json');
    assert.match(stderr, /proving on the embedded PostgreSQL/);
    assert.equal((JSON.parse(stdout) as { outcome: string }).outcome, 'proved');
    assert.equal(code, 0);
  });

  it('comes before a migration that asks for it', async () => {
    const args = ['--source', source.url, '--target', 'shop', '--name', 'add', '--prove', '--scratch', 'embedded'];
    const { code, stderr } = await run('migrate', ...args);
    assert.match(stderr, /^proved: /m);
    assert.equal(code, 0);
    assert.equal((await readdir(path.join(workspace.path, 'supabase/migrations'))).length, 1);
  });

  it('changes no roles and settings of a server that others use', async () => {
    await source.query(`alter database "${source.name}" set work_mem = '8MB'`);
    const args = ['prove', '--source', source.url, '--target', 'shop', '--roles'];
    const { code, stderr } = await run(...args, '--scratch', 'server');
    assert.equal(code, 2);
    assert.match(stderr, /changes roles or settings of a whole server.*--scratch embedded/s);
    assert.match((await run(...args)).stderr, /proving on the embedded PostgreSQL/);
  });

  it('says that it cannot be done where no temporary database can be had', async () => {
    const { code, stderr } = await run('prove', '--source', source.url, '--target', 'shop', '--scratch', 'sql:a.sql');
    assert.equal(code, 2);
    assert.match(stderr, /sql:a\.sql is a file and no database, so no temporary database can be made there/);
  });
});
