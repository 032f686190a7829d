import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { reportSchema } from '../../../src/reports/report';
import type { TestDatabase } from '../../support/database-server';
import { expectSameSchema } from '../../support/same-schema';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { makeWorkspace, schemaDrift, type Outcome } from './command-line';

const SHARED = `
  create table users (id bigint primary key, name text not null);
  create table notes (id bigint primary key, body varchar(10));
  create function shout(text) returns text language sql as 'select upper($1)';`;

const SOURCE = `${SHARED}
  create type mood as enum ('sad', 'happy');
  alter table users add mood mood default 'sad';
  create index users_by_name on users (name);
  create table visits (id bigint generated always as identity primary key, user_id bigint references users);
  alter table notes alter body type text;`;

const TARGET = `${SHARED}
  create view old_users as select id from users;
  insert into users values (1, 'Ada'), (2, 'Grace');
  insert into notes values (1, 'short');`;

for (const major of majors) {
  describe(`schema-drift on PostgreSQL ${major}, from drift to no drift`, function () {
    this.timeout(60_000);
    let source: TestDatabase;
    let target: TestDatabase;
    let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

    const run = (...args: string[]): Promise<Outcome> => schemaDrift(args, { cwd: workspace.path });
    const between = (): string[] => ['--source', source.url, '--target', target.url];

    before(async () => {
      const server = await sharedPostgres(major);
      source = await server.createDatabase(SOURCE);
      target = await server.createDatabase(TARGET);
      workspace = await makeWorkspace();
    });

    after(async () => {
      await workspace.remove();
      await source.drop();
      await target.drop();
    });

    it('shows the drift to a person', async () => {
      const { code, stdout, stderr } = await run('diff', ...between());
      assert.equal(code, 1, stderr);
      assert.match(stdout, /^ {4}\+ mood$/m);
      assert.match(stdout, /^ {4}\+ users\.mood$/m);
      assert.match(stdout, /^ {4}- old_users$/m);
      assert.match(stdout, /^ {4}~ notes\.body$/m);
      assert.match(stdout, /type: character varying\(10\) → text/);
      assert.match(stdout, /6 differences: 4 missing, 1 extra, 1 changed\./);
      assert.ok(!stdout.includes('\u001b'), 'no color in a pipe');
      assert.match(stderr, /^reading /);
    });

    it('prints it as JSON, as its schema says', async () => {
      const { code, stdout } = await run('diff', ...between(), '--format', 'json');
      assert.equal(code, 1);
      const report = reportSchema.parse(JSON.parse(stdout));
      assert.deepEqual(report.differences.map(({ id, status }) => `${status} ${id}`).sort(), [
        'changed column:public.notes.body',
        'extra view:public.old_users',
        'missing column:public.users.mood',
        'missing enum:public.mood',
        'missing index:public.users_by_name',
        'missing table:public.visits',
      ]);
      assert.deepEqual(report.summary.byStatus, { missing: 4, extra: 1, changed: 1 });
      assert.equal(report.source.serverVersion?.startsWith(String(major)), true);
      const table = report.differences.find(({ kind }) => kind === 'table');
      assert.match(table?.sourceSql ?? '', /CREATE TABLE public\.visits/i);
      assert.equal(table?.targetSql, undefined);
    });

    it('prints it as Markdown', async () => {
      const { code, stdout } = await run('diff', ...between(), '--format', 'markdown');
      assert.equal(code, 1);
      assert.match(stdout, /Source, which is right:/);
      assert.match(stdout, /\| missing \| enum `mood` \|/);
      assert.match(stdout, /```sql\nCREATE TYPE public\.mood/i);
    });

    it('narrows it to what is asked for', async () => {
      const { stdout } = await run(
        'diff',
        ...between(),
        '--format',
        'json',
        '--exclude',
        'public.visits',
        '--exclude',
        '*.mood',
      );
      const ids = reportSchema.parse(JSON.parse(stdout)).differences.map(({ id }) => id);
      assert.ok(!ids.includes('table:public.visits') && !ids.includes('enum:public.mood'), ids.join());
      const other = await run('diff', ...between(), '--schema', 'elsewhere');
      assert.equal(other.code, 2);
      assert.match(other.stderr, /no schema "elsewhere" in the source or the target/);
    });

    it('writes the migration of one difference, with what it needs', async () => {
      const { code, stdout, stderr } = await run(
        ...['migrate', ...between(), '--name', 'mood alone', '--dir', 'elsewhere/migrations'],
        ...['--include', 'column:public.users.mood'],
      );
      assert.equal(code, 0, stderr);
      assert.match(stderr, /also enum:public\.mood: \S/);
      const sql = await readFile(path.join(workspace.path, stdout.trim()), 'utf8');
      assert.match(sql, /CREATE TYPE public\.mood/i);
      assert.doesNotMatch(sql, /visits|old_users/);
    });

    it('writes the migration and its verification, twice without touching the first', async () => {
      const first = await run('migrate', ...between(), '--name', 'Catch up', '--verify');
      assert.equal(first.code, 0, first.stderr);
      const [migration = '', verification = ''] = first.stdout.trim().split('\n');
      assert.match(migration, /^supabase\/migrations\/\d{14}_catch_up\.sql$/);
      assert.equal(verification, migration.replace('migrations', 'verification').replace('.sql', '_verify.sql'));
      const before = await readFile(path.join(workspace.path, migration), 'utf8');

      const second = await run('migrate', ...between(), '--name', 'Catch up');
      assert.equal(second.code, 0, second.stderr);
      assert.ok(second.stdout.trim() > migration, 'the second sorts after the first');
      assert.equal(await readFile(path.join(workspace.path, migration), 'utf8'), before);
      assert.deepEqual(
        (await readdir(path.join(workspace.path, 'supabase/migrations'))).map((file) => file.replace(/^\d{14}/, '')),
        ['_catch_up.sql', '_catch_up.sql'],
      );
    });

    it('finds the expectations unmet before the migration', async () => {
      const file = await onlyFile('supabase/verification');
      const { code, stdout } = await run('verify', file, '--on', `${source.url},${target.url}`);
      assert.equal(code, 1, stdout);
      assert.match(stdout, /✓/);
      assert.match(stdout, /✗ .*expected t, got f/);
    });

    it('applies the migration; the drift is gone, the rows are there', async () => {
      const [file = ''] = await readdir(path.join(workspace.path, 'supabase/migrations'));
      const applied = await run('apply', '--target', target.url, `supabase/migrations/${file}`);
      assert.equal(applied.code, 0, applied.stderr);
      assert.match(applied.stdout, /Applied .*_catch_up\.sql to .*: \d+ statements\./);

      const diff = await run('diff', ...between());
      assert.equal(diff.code, 0, diff.stdout);
      assert.match(diff.stdout, /No drift/);
      await expectSameSchema(source.url, target.url);
      assert.deepEqual(await target.query('select name from users order by id'), [{ name: 'Ada' }, { name: 'Grace' }]);
    });

    it('finds the expectations met on both sides after it', async () => {
      const file = await onlyFile('supabase/verification');
      const { code, stdout, stderr } = await run('verify', file, '--on', `${source.url},${target.url}`);
      assert.equal(code, 0, stdout + stderr);
      assert.doesNotMatch(stdout, /✗/);
    });

    it('refuses a migration whose target has changed since, unless told to run it', async () => {
      await target.query('create table late (id integer)');
      const allow = ['--allow', 'DELETES_DATA:table:public.late'];
      const migrated = await run('migrate', ...between(), '--name', 'late', '--dir', 'late/migrations', ...allow);
      assert.equal(migrated.code, 0, migrated.stderr);
      const file = migrated.stdout.trim();
      await target.query('alter table late add note text');
      const refused = await run('apply', '--target', target.url, file);
      assert.equal(refused.code, 2, refused.stdout);
      assert.match(refused.stderr, /is not as it was when .* was planned.*Nothing was run.*--ignore-fingerprint/);
      assert.deepEqual(await target.query("select to_regclass('late') is null as gone"), [{ gone: false }]);
      const applied = await run('apply', '--target', target.url, file, '--ignore-fingerprint');
      assert.equal(applied.code, 0, applied.stderr);
      assert.equal((await run('diff', ...between())).code, 0);
    });

    it('writes nothing when there is no drift', async () => {
      const { code, stdout, stderr } = await run(
        'migrate',
        ...between(),
        '--name',
        'nothing',
        '--dir',
        'none/migrations',
      );
      assert.equal(code, 0);
      assert.equal(stdout, '');
      assert.match(stderr, /no drift, nothing written/);
      await assert.rejects(readdir(path.join(workspace.path, 'none')), { code: 'ENOENT' });
    });

    async function onlyFile(folder: string): Promise<string> {
      const files = await readdir(path.join(workspace.path, folder));
      assert.equal(files.length, 1);
      return `${folder}/${files[0] ?? ''}`;
    }
  });

  describe(`schema-drift diff --format sql on PostgreSQL ${major}`, function () {
    this.timeout(60_000);

    it('is a script that brings the target in line', async () => {
      const server = await sharedPostgres(major);
      const source = await server.createDatabase(SOURCE);
      const target = await server.createDatabase(TARGET);
      const workspace = await makeWorkspace();
      try {
        const args = ['diff', '--source', source.url, '--target', target.url, '--format', 'sql'];
        const { code, stdout } = await schemaDrift(args, { cwd: workspace.path });
        assert.equal(code, 1);
        await target.query(stdout);
        await expectSameSchema(source.url, target.url);
        const again = await schemaDrift(args, { cwd: workspace.path });
        assert.equal(again.code, 0, again.stdout);
      } finally {
        await workspace.remove();
        await source.drop();
        await target.drop();
      }
    });
  });
}

describe('schema-drift diff with a file of SQL', function () {
  this.timeout(120_000);

  it('loads it into the embedded PostgreSQL', async () => {
    const server = await sharedPostgres(majors.at(-1) ?? 18);
    const source = await server.createDatabase(SOURCE);
    const workspace = await makeWorkspace();
    try {
      await writeFile(path.join(workspace.path, 'source.sql'), SOURCE);
      const args = ['diff', '--source', 'sql:source.sql', '--target', source.url, '--ignore', 'owner,grants'];
      const { code, stdout, stderr } = await schemaDrift(args, { cwd: workspace.path });
      assert.equal(code, 0, stdout + stderr);
      await writeFile(path.join(workspace.path, 'broken.sql'), 'select 1;\ncreate table a (id nothing);');
      const broken = await schemaDrift(['diff', '--source', 'sql:broken.sql', '--target', source.url], {
        cwd: workspace.path,
      });
      assert.equal(broken.code, 2);
      assert.equal(broken.stdout, '');
      assert.match(broken.stderr, /broken\.sql:2.*type "nothing" does not exist/);
    } finally {
      await workspace.remove();
      await source.drop();
    }
  });
});

describe('schema-drift in a shell', function () {
  this.timeout(120_000);

  it('hands a long result to a slow reader whole, and minds no reader that leaves', async () => {
    const server = await sharedPostgres(majors[0] ?? 18);
    const tables = Array.from({ length: 300 }, (_, index) => `create table t${index} (id int, ${LONG_COLUMN});`);
    const source = await server.createDatabase(tables.join('\n'));
    const target = await server.createDatabase();
    const workspace = await makeWorkspace();
    const program = path.resolve('dist/cli.js');
    const diff = `'${process.execPath}' '${program}' diff --source '${source.url}' --target '${target.url}' --format json`;
    const shell = (script: string): Promise<{ stdout: string }> =>
      promisify(execFile)('bash', ['-c', `set -o pipefail; ${script}`], {
        cwd: workspace.path,
        maxBuffer: 64 * 1024 * 1024,
      });
    try {
      const { stdout } = await shell(`(${diff} || test $? = 1) 2>errors | (read -r first; echo "$first"; cat)`);
      assert.equal(reportSchema.parse(JSON.parse(stdout)).differences.length, 300);
      await shell(`(${diff} || test $? = 1) 2>errors | head -c 10`);
      assert.doesNotMatch(await readFile(path.join(workspace.path, 'errors'), 'utf8'), /EPIPE/);
    } finally {
      await workspace.remove();
      await source.drop();
      await target.drop();
    }
  });
});

const LONG_COLUMN = Array.from({ length: 20 }, (_, index) => `column_with_a_long_name_${index} text`).join(', ');
