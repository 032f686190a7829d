import assert from 'node:assert/strict';
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
    const found = (check?.findings ?? []).map(
      ({ rule, place }) => `${place?.file.replace('supabase/migrations/', '')}:${place?.line} ${rule}`,
    );
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
