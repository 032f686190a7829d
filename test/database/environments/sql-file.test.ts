import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '../../../src/environments/environment';
import { EnvironmentError, type EnvironmentErrorReason } from '../../../src/environments/errors';
import type { LoadedCatalog } from '../../../src/environments/load';
import { loadEnvironment } from '../../../src/migrations/load-environment';
import { inFolder } from '../../unit/environments/temporary-folder';

const ENVIRONMENT: Environment = { name: 'wanted', kind: 'sql', protected: false, location: { path: 'db/schema.sql' } };

describe('an SQL file, loaded into the embedded PostgreSQL', () => {
  before(() => {
    assert.ok(existsSync(path.join(__dirname, '../../../dist/embedded.mjs')), 'run npm run build first');
  });

  it('gives its schema, extensions and all, whatever the file sets', async () => {
    const messages: string[] = [];
    const sql = [
      '\\restrict x',
      "SELECT pg_catalog.set_config('search_path', '', false);",
      'CREATE SCHEMA app;',
      'CREATE EXTENSION vector WITH SCHEMA app; CREATE EXTENSION "uuid-ossp" SCHEMA app; CREATE EXTENSION earthdistance SCHEMA app CASCADE;',
      'CREATE ROLE reader; SET ROLE reader; RESET ROLE;',
      'CREATE TABLE app.items (id bigint PRIMARY KEY, "größe 😀" app.vector(3));',
      'COPY app.items (id) FROM stdin;',
      '1',
      '\\.',
      'BEGIN; CREATE VIEW app.ids AS SELECT id FROM app.items; COMMIT;',
      '\\unrestrict x',
    ].join('\r\n');
    const { catalog, environment } = await load(`\uFEFF${sql}`, { onMessage: (message) => messages.push(message) });
    assert.deepEqual({ ...environment, serverVersion: null }, { name: 'wanted', kind: 'sql', serverVersion: null });
    assert.match(environment.serverVersion ?? '', /^18\./);
    for (const id of ['extension:vector', 'extension:"uuid-ossp"', 'table:app.items', 'view:app.ids']) {
      assert.ok(catalog.objects.has(id), `${id} of ${[...catalog.objects.keys()].join()}`);
    }
    assert.deepEqual(messages, ['wanted: the rows of 1 COPY are left out; only the schema is loaded.']);
  });

  it('is read in UTF-16 too, as PowerShell writes it', async () => {
    const text = Buffer.from('\uFEFFcreate table größe (a int);', 'utf16le');
    assert.ok((await load(text)).catalog.objects.has('table:public."größe"'));
  });

  it('says which statement fails: file, line, column, and what PostgreSQL says', async () => {
    const sql = "create table a (id int);\n\n-- 😀\ncreate table b (\n  id int,\n  'ä' x);\n";
    await fails(sql, 'sql', { line: 6, column: 3 }, /^db[/\\]schema\.sql:6:3: syntax error at or near "'ä'"$/);
    await fails(
      'create table a (id int);\ncreate view v as\n  select /* 😀 */ nope from a;',
      'sql',
      { line: 3, column: 19 },
      /column "nope" does not exist/,
    );
    const error = await fails(
      'create table a (id int);\ncreate table a (id int);',
      'sql',
      { line: 2, column: 1 },
      /relation "a" already exists/,
    );
    assert.equal(error.code, '42P07');
  });

  it('says what the embedded PostgreSQL lacks', async () => {
    const extension = await fails(
      'create extension postgis;',
      'sql',
      { line: 1, column: 1 },
      /"postgis" is not available/,
    );
    assert.match(extension.hint, /It has .*vector/);
    const role = await fails(
      'create table a ();\ngrant select on a to anon;',
      'sql',
      { line: 2, column: 1 },
      /role "anon" does not exist/,
    );
    assert.match(role.hint, /CREATE ROLE anon;/);
  });

  it('refuses what it would not load as the file means it', async () => {
    await fails('select 1;\n\\i other.sql\n', 'sql', { line: 2, column: 1 }, /psql's command \\i is not understood/);
    await fails('begin;\ncreate table a ();\n', 'sql', { line: 3, column: 1 }, /a transaction is begun and not ended/);
  });

  it('that is not there, or no text, is an error', async () => {
    await inFolder({}, async (workspace) => {
      const error = await rejects(loadEnvironment(ENVIRONMENT, { workspace }), 'not-found');
      assert.match(error.message, /^wanted: the file .*schema\.sql does not exist\.$/);
    });
    await inFolder({ 'db/schema.sql': Buffer.from([0x50, 0x47, 0x44, 0x4d, 0x50, 0xff, 0xfe]) }, async (workspace) => {
      assert.match((await rejects(loadEnvironment(ENVIRONMENT, { workspace }), 'unreadable')).hint, /pg_restore/);
    });
  });

  it('is cancelled in the middle of an endless statement, and leaves nothing behind', async () => {
    const before = await socketFolders();
    const controller = new AbortController();
    const sql = 'select count(*) from generate_series(1, 1000000000000);';
    await inFolder({ 'db/schema.sql': sql }, async (workspace) => {
      const loading = loadEnvironment(ENVIRONMENT, { workspace, signal: controller.signal });
      while (!(await socketFolders()).some((name) => !before.includes(name) && existsSync(socketIn(name))));
      controller.abort();
      await rejects(loading, 'cancelled');
    });
    assert.deepEqual(await socketFolders(), before);
  });

  it('ends with the one who asked for it', async () => {
    const server = path.join(__dirname, '../../../src/environments/embedded/server.ts');
    const script = `require(${JSON.stringify(server)}).startEmbedded({ extensions: [] }).then(({ host }) => { console.log(host); process.exit(); });`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', '-e', script]);
    while (existsSync(stdout.trim()));
  });
});

async function load(
  content: string | Uint8Array,
  options: { onMessage?: (message: string) => void } = {},
): Promise<LoadedCatalog> {
  const loaded: LoadedCatalog[] = [];
  await inFolder({ 'db/schema.sql': content }, async (workspace) => {
    loaded.push(await loadEnvironment(ENVIRONMENT, { workspace, ...options }));
  });
  const [first] = loaded;
  assert.ok(first);
  return first;
}

async function fails(
  sql: string,
  reason: EnvironmentErrorReason,
  place: { line: number; column: number },
  message: RegExp,
): Promise<EnvironmentError> {
  const error = await rejects(load(sql), reason);
  assert.deepEqual(error.place, { file: path.join('db', 'schema.sql'), ...place });
  assert.match(error.message, message);
  return error;
}

async function rejects(work: Promise<unknown>, reason: EnvironmentErrorReason): Promise<EnvironmentError> {
  const error: unknown = await work.then(
    () => assert.fail('it did not fail'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof EnvironmentError, String(error));
  assert.deepEqual([error.reason, error.environment], [reason, 'wanted'], error.message);
  assert.notEqual(error.hint, '');
  return error;
}

/** It is there when the server listens. */
function socketIn(folder: string): string {
  return path.join(tmpdir(), folder, '.s.PGSQL.5432');
}

async function socketFolders(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => /^schema-drift-[^-]{6}$/.test(name)).sort();
}
