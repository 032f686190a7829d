import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MigrationError } from '../../../src/migrations/errors';
import { readMigrationsFolder } from '../../../src/migrations/folder';

describe('the migrations folder', () => {
  let parent: string;
  let folder: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'migrations-'));
    folder = join(parent, 'migrations');
    await mkdir(folder);
  });

  afterEach(() => rm(parent, { recursive: true, force: true }));

  async function write(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      const path = join(parent, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, 'select 1;\n');
    }
  }

  async function listed(): Promise<readonly (readonly [string, string | null, string])[]> {
    const { files } = await readMigrationsFolder(folder);
    return files.map(({ name, version, title }) => [name, version, title]);
  }

  it('is listed in the order in which its files are applied', async () => {
    await write('migrations/20260102000000_b.sql', 'migrations/20260101000000_a b.sql', 'migrations/100_c.sql');
    assert.deepEqual(await listed(), [
      ['100_c.sql', '100', 'c'],
      ['20260101000000_a b.sql', '20260101000000', 'a b'],
      ['20260102000000_b.sql', '20260102000000', 'b'],
    ]);
  });

  it('gives no version to a name that the Supabase command line skips', async () => {
    await write('migrations/2025-11-05_telemetry.sql', 'migrations/fix.sql', 'migrations/20260101000000.sql');
    assert.deepEqual(await listed(), [
      ['2025-11-05_telemetry.sql', null, '2025-11-05_telemetry'],
      ['20260101000000.sql', null, '20260101000000'],
      ['fix.sql', null, 'fix'],
    ]);
  });

  it('gives no version to the first migration that old Supabase command lines wrote', async () => {
    await write('migrations/20210101000000_init.sql', 'migrations/20211101000000_init.sql');
    assert.deepEqual(await listed(), [
      ['20210101000000_init.sql', null, '20210101000000_init'],
      ['20211101000000_init.sql', '20211101000000', 'init'],
    ]);
  });

  it('passes over what is no migration', async () => {
    await write(
      'migrations/README.md',
      'migrations/.gitkeep',
      'migrations/._20260101000000_a.sql',
      'migrations/sub/1_a.sql',
    );
    assert.deepEqual(await listed(), []);
  });

  it('knows Prisma’s folders', async () => {
    await write(
      'migrations/20260101000000_init/migration.sql',
      'migrations/migration_lock.toml',
      'migrations/2_empty/x.txt',
    );
    assert.deepEqual(await listed(), [['20260101000000_init/migration.sql', '20260101000000', 'init']]);
  });

  it('has an archive beside it', async () => {
    await write('migrations/20260101000000_a.sql', 'migrations_archive/20250101000000_old.sql');
    const { path, files } = await readMigrationsFolder(folder);
    assert.equal(path, folder);
    assert.deepEqual(
      files.map(({ path: file, place }) => [file, place]),
      [
        [join(folder, '20260101000000_a.sql'), 'current'],
        [join(parent, 'migrations_archive', '20250101000000_old.sql'), 'archive'],
      ],
    );
  });

  it('may hold links to files', async () => {
    await write('elsewhere.sql');
    await symlink(join(parent, 'elsewhere.sql'), join(folder, '1_link.sql'));
    assert.deepEqual(await listed(), [['1_link.sql', '1', 'link']]);
  });

  it('that is not there is said', async () => {
    await rm(folder, { recursive: true });
    await assert.rejects(
      listed(),
      (error) => error instanceof MigrationError && error.message.includes('does not exist'),
    );
  });

  it('that is a file is said', async () => {
    await rm(folder, { recursive: true });
    await write('migrations');
    await assert.rejects(
      listed(),
      (error) => error instanceof MigrationError && error.message.includes('cannot be read'),
    );
  });
});
