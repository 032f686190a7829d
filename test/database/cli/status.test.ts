import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type MigrationStatus, migrationStatusSchema } from '../../../src/migrations/status';
import { majors } from '../../support/shared-postgres';
import { prismaHistory, supabaseHistory } from '../migrations/histories';
import { migrationsWorkspace, writeEnvironments, writeMigrations } from './migrations-workspace';
import type { Outcome } from './command-line';

const FILES = {
  '20250101000000_init.sql': 'CREATE TABLE a (id int);\n',
  '20250201000000_changed.sql': 'CREATE TABLE changed (id bigint);\n',
  '20250301000000_late.sql': 'CREATE TABLE late (id int);\n',
  '20250401000000_newest.sql': '-- newest\nCREATE TABLE newest (id int);\n',
  '20250501000000_next.sql': 'CREATE TABLE next (id int);\n',
} as const;

for (const major of majors.slice(-1)) {
  describe(`schema-drift status on PostgreSQL ${major}`, function () {
    this.timeout(60_000);
    const workspace = migrationsWorkspace(major);

    const write = (files: Readonly<Record<string, string | Buffer>>): Promise<void> =>
      writeMigrations(workspace.path, files);

    const run = (...args: string[]): Promise<Outcome> => workspace.run('status', '--no-objects', ...args);

    async function read(...args: string[]): Promise<{ code: number | null; found: MigrationStatus }> {
      const { code, stdout, stderr } = await run('--json', ...args);
      assert.notEqual(stdout, '', stderr);
      return { code, found: migrationStatusSchema.parse(JSON.parse(stdout)) };
    }

    function statesOf({ migrations }: MigrationStatus): Readonly<Record<string, readonly (string | null)[]>> {
      return Object.fromEntries(migrations.map(({ name, cells }) => [name, cells.map(({ state }) => state)]));
    }

    it('shows files and environments side by side', async () => {
      await write(FILES);
      const dev = await workspace.database(
        supabaseHistory(
          ['20250101000000', 'init', 'CREATE TABLE a (id int)'],
          ['20250201000000', 'changed', 'CREATE TABLE changed (id int)'],
          ['20250215000000', 'lost', 'SELECT 1'],
          ['20250401000000', 'newest', 'CREATE TABLE newest (id int)'],
        ),
      );
      const prod = await workspace.database(supabaseHistory(['20250101000000', 'init', 'CREATE TABLE a (id int);']));
      await writeEnvironments(workspace.path, { dev: { url: dev.url }, prod: { url: prod.url } });
      const { code, found } = await read();
      assert.equal(code, 1);
      assert.deepEqual(statesOf(found), {
        '20250101000000_init.sql': ['applied', 'applied'],
        '20250201000000_changed.sql': ['edited', 'pending'],
        '20250215000000_lost': ['no-file', null],
        '20250301000000_late.sql': ['out-of-order', 'pending'],
        '20250401000000_newest.sql': ['applied', 'pending'],
        '20250501000000_next.sql': ['pending', 'pending'],
      });
      const { stdout } = await run('--on', 'dev');
      assert.match(stdout, /^20250201000000_changed\.sql {2}! edited since applied$/m);
      assert.match(stdout, /^20250301000000_late\.sql {5}! pending, out of order$/m);
      assert.match(stdout, /2 applied; 1 edited since applied; 1 applied, no file here/);
    });

    it('ends with 0 when all is applied', async () => {
      await write({ '20250101000000_init.sql': FILES['20250101000000_init.sql'] });
      const dev = await workspace.database(supabaseHistory(['20250101000000', 'init', 'CREATE TABLE a (id int)']));
      const { code, stdout } = await run('--on', dev.url);
      assert.equal(code, 0);
      assert.match(stdout, /✓ applied\n\nAll applied\.\n$/);
    });

    it('reads the history of an old command line, which has versions alone', async () => {
      await write({ '20250101000000_init.sql': FILES['20250101000000_init.sql'] });
      const dev = await workspace.database(
        "CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY); INSERT INTO supabase_migrations.schema_migrations VALUES ('20250101000000')",
      );
      assert.deepEqual(statesOf((await read('--on', dev.url)).found), { '20250101000000_init.sql': ['applied'] });
    });

    it('says what is wrong with files: skipped names, duplicate versions, archived and binary files', async () => {
      await write({
        '2025-11-05_telemetry.sql': 'SELECT 1',
        '20250101000000_a.sql': 'SELECT 1',
        '20250101000000_b.sql': 'SELECT 2',
        '20250201000000_binary.sql': Buffer.from([0xff, 0x00, 0xc3, 0x28]),
        'migrations_archive/20240101000000_old.sql': 'SELECT 0',
        'migrations_archive/20240201000000_never.sql': 'SELECT 0',
      });
      const dev = await workspace.database(
        supabaseHistory(
          ['20240101000000', 'old', 'SELECT 0'],
          ['20250101000000', 'b', 'SELECT 2'],
          ['20250201000000', 'binary', 'SELECT 3'],
        ),
      );
      const { code, found } = await read('--on', dev.url);
      assert.equal(code, 1);
      assert.deepEqual(
        found.migrations.map(({ name, place, problems, cells }) => [name, place, problems, cells[0]?.state]),
        [
          ['2025-11-05_telemetry.sql', 'current', ['skipped-name'], null],
          ['20250101000000_a.sql', 'current', ['duplicate-version'], 'out-of-order'],
          ['20250101000000_b.sql', 'current', ['duplicate-version'], 'applied'],
          ['20250201000000_binary.sql', 'current', ['not-text'], null],
          ['20240101000000_old.sql', 'archive', [], 'applied'],
          ['20240201000000_never.sql', 'archive', [], null],
        ],
      );
      const { stdout } = await run('--on', dev.url);
      assert.match(stdout, /! the Supabase command line skips this name/);
      assert.match(stdout, /20240101000000_old\.sql \(archived\) {4}✓ applied/);
    });

    it('says that a database without a history is untracked', async () => {
      await write({ '20250101000000_init.sql': 'SELECT 1' });
      const { code, stdout } = await run('--on', (await workspace.database('')).url);
      assert.equal(code, 1);
      assert.match(stdout, /is untracked: it has no migration history/);
    });

    it('reads what Prisma remembers', async () => {
      const sql = 'CREATE TABLE a (id int);\n';
      const checksum = createHash('sha256').update(sql).digest('hex');
      const names = ['1_same', '2_edited', '3_failed', '4_undone', '5_next'];
      await write(Object.fromEntries(names.map((name) => [`migrations/${name}/migration.sql`, sql])));
      const dev = await workspace.database(
        prismaHistory(
          ['1_same', checksum, 'finished'],
          ['2_edited', 'other', 'finished'],
          ['3_failed', checksum, 'rolled back'],
          ['3_failed', checksum, 'unfinished'],
          ['4_undone', checksum, 'rolled back'],
        ),
      );
      const { found } = await read('--on', dev.url);
      assert.deepEqual(found.environments[0]?.keepers, ['prisma']);
      assert.deepEqual(Object.values(statesOf(found)), [['applied'], ['edited'], ['failed'], ['pending'], ['pending']]);
    });

    it('shows the others when a role may not read one history, or a server is away', async () => {
      await write({ '20250101000000_init.sql': FILES['20250101000000_init.sql'] });
      const role = `reader_${process.pid}_${major}`;
      const good = await workspace.database(supabaseHistory(['20250101000000', 'init', 'CREATE TABLE a (id int)']));
      const closed = await workspace.database(`${supabaseHistory()}CREATE ROLE ${role} LOGIN PASSWORD 'reader-secret'`);
      try {
        const url = new URL(closed.url);
        url.username = role;
        url.password = 'reader-secret';
        await writeFile(
          path.join(workspace.path, '.env'),
          `CLOSED=${url.href}\nAWAY=postgresql://me:away-secret@127.0.0.1:1/gone\n`,
        );
        await writeEnvironments(workspace.path, {
          good: { url: good.url },
          closed: { url: { file: '.env', key: 'CLOSED' } },
          away: { url: { file: '.env', key: 'AWAY' } },
        });
        const { code, stdout, stderr } = await run();
        assert.equal(code, 2, stdout + stderr);
        assert.match(stdout, /20250101000000_init\.sql {2}✓ applied {2}– {7}–/);
        assert.match(
          stdout,
          new RegExp(`closed could not be asked: closed: the role ${role} may not read the migration history`),
        );
        assert.match(stdout, /away could not be asked: .*127\.0\.0\.1/);
        assert.doesNotMatch(stdout + stderr, /-secret/);
      } finally {
        await closed.query(`DROP ROLE ${role}`);
      }
    });

    it('says when there is nothing to ask, or no folder', async () => {
      const none = await run();
      assert.equal(none.code, 2);
      assert.match(none.stderr, /There is no database to ask/);
      const { code, stderr } = await run('--on', (await workspace.database('')).url);
      assert.equal(code, 2);
      assert.match(stderr, /does not exist/);
    });

    it('says that a table of that name is no history', async () => {
      await write({ '20250101000000_init.sql': 'SELECT 1' });
      const odd = await workspace.database(
        'CREATE TABLE _prisma_migrations (id int); INSERT INTO _prisma_migrations VALUES (1)',
      );
      const { code, stdout } = await run('--on', odd.url);
      assert.equal(code, 2);
      assert.match(stdout, /public\._prisma_migrations is no migration history that is known/);
    });
  });
}
