import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkReportSchema } from '../../../src/reports/check/check';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { supabaseHistory } from '../migrations/histories';
import { makeWorkspace, schemaDrift } from './command-line';
import { writeEnvironments, writeMigrations } from './migrations-workspace';

describe('schema-drift lint', function () {
  // The embedded PostgreSQL starts each time.
  this.timeout(180_000);
  let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

  beforeEach(async () => {
    workspace = await makeWorkspace();
  });

  afterEach(() => workspace.remove());

  async function lint(...args: string[]): Promise<{ code: number | null; found: readonly string[]; stderr: string }> {
    const { code, stdout, stderr } = await schemaDrift(['lint', '--format', 'json', ...args], { cwd: workspace.path });
    const [check] = stdout === '' ? [] : checkReportSchema.parse(JSON.parse(stdout)).checks;
    const found = (check?.findings ?? []).map(({ rule, level, place }) => {
      const note = level === 'note' && rule !== 'mixed-data' ? ' (a note)' : '';
      return `${place?.file.replace('supabase/migrations/', '')}:${place?.line} ${rule}${note}`;
    });
    return { code, found, stderr };
  }

  it('says what files lose, lock, mix and leave open, and no more than that', async () => {
    await writeMigrations(workspace.path, {
      '1_tables.sql': `CREATE TABLE safe (id int PRIMARY KEY, old text, n text);
ALTER TABLE safe ENABLE ROW LEVEL SECURITY;
CREATE INDEX ON safe (n);
ALTER TABLE safe ADD CHECK (n <> '');
CREATE TABLE open (id int);
CREATE SCHEMA internal;
CREATE TABLE internal.hidden (id int);
CREATE TEMP TABLE passing (id int);
DELETE FROM passing;`,
      '2_changes.sql': `DROP TABLE IF EXISTS never_there;
CREATE INDEX safe_old ON safe (old);
ALTER TABLE safe ALTER COLUMN n SET NOT NULL, ADD CONSTRAINT one CHECK (id > 0), ADD CONSTRAINT two CHECK (id > 1) NOT VALID;
ALTER TABLE safe ALTER COLUMN n TYPE varchar(9);
ALTER TABLE safe DROP COLUMN old;
DROP SCHEMA internal CASCADE;`,
      '3_rows.sql': 'INSERT INTO open VALUES (1);\nDELETE FROM open WHERE id = 1;\nDELETE FROM open;\nTRUNCATE open;',
      '4_both.sql': 'ALTER TABLE open ADD COLUMN b int;\nUPDATE open SET b = 1;',
      '2025-11-05_telemetry.sql': 'SELECT 1;',
    });
    const { code, found, stderr } = await lint();
    assert.equal(code, 1, stderr);
    assert.deepEqual([...found].sort(), [
      '1_tables.sql:5 missing-rls',
      '2025-11-05_telemetry.sql:1 skipped-name',
      '2_changes.sql:2 long-lock',
      '2_changes.sql:3 long-lock',
      '2_changes.sql:3 long-lock',
      '2_changes.sql:4 long-lock',
      '2_changes.sql:5 data-loss',
      '2_changes.sql:6 data-loss',
      '3_rows.sql:3 data-loss',
      '3_rows.sql:4 data-loss',
      '4_both.sql:2 mixed-data',
    ]);
  });

  it('says nothing of what a comment ignores', async () => {
    await writeMigrations(workspace.path, {
      '1_a.sql': '-- schema-drift: ignore missing-rls, data-loss\nCREATE TABLE a (id int);\nTRUNCATE a;',
      '2_b.sql':
        'SELECT 1;\n-- schema-drift: ignore data-loss\nTRUNCATE a;\n-- schema-drift: ignore long-lock\nTRUNCATE a;',
    });
    const { code, found } = await lint();
    assert.deepEqual(found, ['2_b.sql:5 data-loss']);
    assert.equal(code, 1);
  });

  it('says nothing of row level security where the files are for no Supabase project', async () => {
    await writeEnvironments(workspace.path, { files: { kind: 'migrations', platform: 'none' } });
    await writeMigrations(workspace.path, { '1_a.sql': 'CREATE TABLE a (id int);' });
    assert.deepEqual((await lint()).found, []);
  });

  it('says where a file does not replay, and looks at those behind it all the same', async () => {
    await writeMigrations(workspace.path, {
      '1_a.sql': 'SELECT 1;\nCREATE TABLE a (id nothing);',
      '2_b.sql': 'TRUNCATE a;',
      '3_c.sql': 'SELEC 1;',
      '3_d.sql': 'SELECT 1;',
    });
    const { code, found } = await lint();
    assert.equal(code, 1);
    assert.deepEqual(found, [
      '1_a.sql:2 not-replayed',
      '2_b.sql:1 data-loss',
      '3_c.sql:1 duplicate-version',
      '3_c.sql:1 not-replayed',
      '3_d.sql:1 duplicate-version',
    ]);
  });

  it('is a part of check, and finds nothing in good files', async () => {
    await writeMigrations(workspace.path, { '1_a.sql': 'CREATE SCHEMA own;\nCREATE TABLE own.a (id int);' });
    const check = await schemaDrift(['check'], { cwd: workspace.path });
    assert.equal(check.code, 0, check.stderr);
    assert.match(check.stdout, /✓ migrations {2}nothing found/);
  });

  it('only notes warnings about what is applied in every database that keeps a history', async () => {
    const server = await sharedPostgres(majors.at(-1) ?? 18);
    const both = await server.createDatabase(supabaseHistory(['1', 'a', 'TRUNCATE a'], ['2', 'b', 'TRUNCATE a']));
    const one = await server.createDatabase(supabaseHistory(['1', 'a', 'TRUNCATE a']));
    const untracked = await server.createDatabase('');
    await writeEnvironments(workspace.path, {
      both: { url: both.url },
      one: { url: one.url },
      untracked: { url: untracked.url },
    });
    await writeMigrations(workspace.path, {
      '0_t.sql': 'CREATE TABLE a (id int);\nALTER TABLE a ENABLE ROW LEVEL SECURITY;',
      '1_a.sql': 'TRUNCATE a;',
      '2_b.sql': 'TRUNCATE a;',
    });
    assert.deepEqual((await lint('--on', 'untracked')).found, ['1_a.sql:1 data-loss', '2_b.sql:1 data-loss']);
    assert.deepEqual((await lint('--on', 'both,one,untracked')).found, [
      '0_t.sql:1 out-of-order',
      '0_t.sql:1 out-of-order',
      '1_a.sql:1 data-loss (a note)',
      '2_b.sql:1 data-loss',
    ]);
    const check = await schemaDrift(['check', '--on', 'both', '--format', 'json'], { cwd: workspace.path });
    const [migrations] = checkReportSchema.parse(JSON.parse(check.stdout)).checks;
    assert.deepEqual(
      migrations?.findings.map(({ rule, level }) => [rule, level]),
      [
        ['out-of-order', 'error'],
        ['data-loss', 'note'],
        ['data-loss', 'note'],
      ],
    );
    await Promise.all([both, one, untracked].map((database) => database.drop()));
  });

  it('only notes warnings about what stands before the version that schema-drift.json names', async () => {
    await writeFile(path.join(workspace.path, 'schema-drift.json'), JSON.stringify({ lint: { since: '3' } }));
    await writeMigrations(workspace.path, {
      '1_a.sql': 'CREATE TABLE a (id int);\nTRUNCATE a;',
      '2025-11-05_telemetry.sql': 'SELECT 1;',
    });
    const old = await lint();
    assert.deepEqual(old.found, [
      '1_a.sql:2 data-loss (a note)',
      '1_a.sql:1 missing-rls (a note)',
      '2025-11-05_telemetry.sql:1 skipped-name',
    ]);
    assert.equal(old.code, 1, 'an error stays one');
    await rm(path.join(workspace.path, 'supabase/migrations/2025-11-05_telemetry.sql'));
    assert.equal((await schemaDrift(['check'], { cwd: workspace.path })).code, 0);
    await writeMigrations(workspace.path, { '3_b.sql': 'TRUNCATE a;' });
    assert.equal((await schemaDrift(['check'], { cwd: workspace.path })).code, 1);
  });

  it('tries, where the project asks for it, whether files can run twice, and leaves no trace of that', async () => {
    await writeFile(path.join(workspace.path, 'schema-drift.json'), JSON.stringify({ lint: { idempotent: true } }));
    const twice = {
      '1_good.sql': `CREATE SCHEMA IF NOT EXISTS own;
CREATE TABLE IF NOT EXISTS own.a (id int PRIMARY KEY, n text);
CREATE INDEX CONCURRENTLY IF NOT EXISTS a_n ON own.a (n);
CREATE OR REPLACE FUNCTION own.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
DROP POLICY IF EXISTS p ON own.a; CREATE POLICY p ON own.a USING (true);
GRANT SELECT ON own.a TO anon;
CREATE TEMP TABLE passing (id int);
INSERT INTO own.a VALUES (1) ON CONFLICT DO NOTHING;
SET ROLE authenticated;`,
      '2_bad.sql': `BEGIN;
CREATE TABLE own.b (id int);
INSERT INTO own.a VALUES (2);
ALTER TABLE own.b
  ADD COLUMN c int;
COMMIT;
CREATE INDEX CONCURRENTLY b_c ON own.b (c);
-- schema-drift: ignore not-idempotent
CREATE TYPE own.e AS ENUM ('x');`,
      '3_more.sql': 'CREATE INDEX ON own.b (c);',
      '4_unique.sql': 'CREATE UNIQUE INDEX IF NOT EXISTS b_id ON own.b (id);',
    };
    await writeMigrations(workspace.path, twice);
    const expected = [
      '2_bad.sql:2 not-idempotent',
      '2_bad.sql:3 not-idempotent',
      '2_bad.sql:4 not-idempotent',
      '2_bad.sql:7 not-idempotent',
      '3_more.sql:1 not-idempotent',
    ];
    const idempotence = async (): Promise<readonly string[]> =>
      (await lint()).found.filter((each) => each.includes('idempotent') || each.includes('replay')).sort();
    assert.deepEqual(await idempotence(), expected);
    assert.deepEqual(await idempotence(), expected, 'the same from what was kept');
    const { stdout } = await schemaDrift(['lint'], { cwd: workspace.path });
    assert.match(stdout, /2_bad\.sql:2:1 {2}warning {2}This can't run twice: relation "b" already exists\./);
    assert.match(stdout, /This can't run twice: the second time it makes index own\.b_c_idx1\./);
    await writeFile(path.join(workspace.path, 'schema-drift.json'), '{}');
    assert.deepEqual(await idempotence(), []);
  });

  it('asks databases which files were edited after they were applied', async () => {
    const database = await (
      await sharedPostgres(majors.at(-1) ?? 18)
    ).createDatabase(supabaseHistory(['1', 'a', 'SELECT 1'], ['3', 'c', 'SELECT 3']));
    await writeEnvironments(workspace.path, { dev: { url: database.url } });
    await writeMigrations(workspace.path, { '1_a.sql': 'SELECT 2;', '2_b.sql': 'SELECT 2;', '3_c.sql': 'SELECT 3;' });
    const { code, found, stderr } = await lint('--on', 'dev');
    assert.deepEqual(found, ['1_a.sql:1 edited', '2_b.sql:1 out-of-order'], stderr);
    assert.equal(code, 1);
    await database.drop();
  });
});
