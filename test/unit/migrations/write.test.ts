import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { MigrationError } from '../../../src/migrations/errors';
import { writeMigration, writeVerification } from '../../../src/migrations/write';
import { unprivilegedUser } from '../../support/unprivileged-user';

describe('writing a migration', () => {
  const now = new Date('2026-03-01T10:20:30Z');
  let project: string;
  let folder: string;

  beforeEach(async () => {
    project = await mkdtemp(join(tmpdir(), 'schema-drift-migrations-'));
    folder = join(project, 'supabase', 'migrations');
  });

  afterEach(() => rm(project, { recursive: true }));

  it('makes the folder, and leaves the file and nothing else', async () => {
    const paths = await writeMigration(folder, 'Add status', ['select 1;\n'], now);
    assert.deepEqual(paths, [join(folder, '20260301102030_add_status.sql')]);
    assert.deepEqual(await readdir(folder), ['20260301102030_add_status.sql']);
    assert.equal(await readFile(join(folder, '20260301102030_add_status.sql'), 'utf8'), 'select 1;\n');
  });

  it('puts the second migration of a second after the first', async () => {
    await writeMigration(folder, 'same name', ['select 1;\n'], now);
    await writeMigration(folder, 'same name', ['select 2;\n'], now);
    assert.deepEqual((await readdir(folder)).sort(), ['20260301102030_same_name.sql', '20260301102031_same_name.sql']);
    assert.equal(await readFile(join(folder, '20260301102030_same_name.sql'), 'utf8'), 'select 1;\n');
  });

  it('writes several files in the order in which they run, and the verification after the last', async () => {
    const paths = await writeMigration(folder, 'enum', ['one', 'two'], now, 'verify');
    assert.deepEqual(paths, [
      join(folder, '20260301102030_enum_1_of_2.sql'),
      join(folder, '20260301102031_enum_2_of_2.sql'),
      join(project, 'supabase', 'verification', '20260301102031_enum_verify.sql'),
    ]);
    assert.deepEqual(await Promise.all(paths.map((path) => readFile(path, 'utf8'))), ['one', 'two', 'verify']);
  });

  it('never writes over a file', async () => {
    await mkdir(join(project, 'supabase', 'verification'), { recursive: true });
    const taken = join(project, 'supabase', 'verification', '20260301102030_a_verify.sql');
    await writeFile(taken, 'mine');
    await assert.rejects(writeMigration(folder, 'a', ['select 1;'], now, 'theirs'), (error) => {
      assert.ok(error instanceof MigrationError);
      assert.match(error.message, /20260301102030_a_verify\.sql exists already/);
      return true;
    });
    assert.equal(await readFile(taken, 'utf8'), 'mine');
    assert.deepEqual(await readdir(join(project, 'supabase')), ['verification'], 'the migration was taken back');
    assert.deepEqual(await readdir(join(project, 'supabase', 'verification')), [basename(taken)]);
  });

  it('says that a folder cannot be made, and leaves nothing', async () => {
    await writeFile(join(project, 'supabase'), 'a file');
    await assert.rejects(writeMigration(folder, 'a', ['select 1;'], now), (error) => {
      assert.ok(error instanceof MigrationError);
      assert.ok(error.message.includes(folder));
      assert.match(error.message, /Nothing was written/);
      return true;
    });
    assert.deepEqual(await readdir(project), ['supabase']);
  });

  it('says that a folder cannot be written, and leaves nothing', async () => {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o555);
    await chmod(project, 0o755);
    await asNobody(() =>
      assert.rejects(writeMigration(folder, 'a', ['select 1;'], now), (error) => {
        assert.ok(error instanceof MigrationError);
        assert.ok(error.message.includes(folder));
        assert.match(error.message, /no permission.*Nothing was written/);
        return true;
      }),
    );
    assert.deepEqual(await readdir(folder), []);
  });

  it('keeps folders that were there when it fails', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(project, 'supabase', 'verification'), 'a file');
    await assert.rejects(writeMigration(folder, 'a', ['select 1;'], now, 'verify'), MigrationError);
    assert.deepEqual(await readdir(folder), []);
  });

  it('gives verification queries of their own a time after the newest migration', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '20300101000000_a.sql'), '');
    const first = await writeVerification(folder, 'drift', 'select 1;', now);
    const second = await writeVerification(folder, 'drift', 'select 1;', now);
    assert.equal(first, join(project, 'supabase', 'verification', '20300101000001_drift_verify.sql'));
    assert.equal(second, join(project, 'supabase', 'verification', '20300101000002_drift_verify.sql'));
  });
});

/** Root may write everywhere, so it steps down for as long as the work takes. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  const user = unprivilegedUser();
  if (user === undefined) return work();
  process.seteuid?.(user.uid);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}
