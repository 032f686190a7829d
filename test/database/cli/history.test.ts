import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestDatabase } from '../../support/database-server';
import { expectSameSchema } from '../../support/same-schema';
import { majors } from '../../support/shared-postgres';
import { prismaHistory, supabaseHistory } from '../migrations/histories';
import { migrationsWorkspace } from './migrations-workspace';

for (const major of majors.slice(-1)) {
  describe(`a migration history on PostgreSQL ${major}`, function () {
    this.timeout(60_000);
    const workspace = migrationsWorkspace(major);

    async function writtenBy(...args: string[]): Promise<{ file: string; text: string }> {
      const { code, stdout, stderr } = await workspace.run(...args);
      assert.equal(code, 0, stderr);
      const file = stdout.trim();
      return { file, text: await readFile(path.join(workspace.path, file), 'utf8') };
    }

    const recorded = async (from: TestDatabase): Promise<unknown> =>
      from.query('SELECT version, name, statements FROM supabase_migrations.schema_migrations ORDER BY version');

    describe('that is begun', () => {
      it('is the one that the Supabase command line makes', async () => {
        const dev = await workspace.given('', { '1_a.sql': 'CREATE TABLE a (id int)' });
        const { file } = await writtenBy('track', '--target', 'dev');
        assert.match(file, /^supabase\/history\/\d{14}_track_dev\.sql$/);
        assert.deepEqual(await readdir(path.join(workspace.path, 'supabase', 'migrations')), ['1_a.sql']);
        assert.deepEqual(await dev.query("SELECT FROM pg_namespace WHERE nspname = 'supabase_migrations'"), []);
        const applied = await workspace.run('apply', file, '--target', 'dev');
        assert.equal(applied.code, 0, applied.stderr);
        await expectSameSchema(dev.url, (await workspace.database(supabaseHistory())).url);
        const status = await workspace.run('status');
        assert.match(status.stdout, /○ pending/);
      });

      it('is not begun a second time', async () => {
        await workspace.given(supabaseHistory(), { '1_a.sql': 'SELECT 1' });
        const { code, stderr } = await workspace.run('track', '--target', 'dev');
        assert.equal(code, 2);
        assert.match(stderr, /dev has a migration history already/);
      });
    });

    describe('that is repaired', () => {
      const FILES = { '1_a.sql': "SELECT 'a';\nSELECT 2;", '2_b.sql': "SELECT E'b\\n';" };

      it('gets and loses what it is told to', async () => {
        const dev = await workspace.given(supabaseHistory(['1', 'a', 'SELECT 0'], ['9', 'gone', 'SELECT 9']), FILES);
        const { file } = await writtenBy('repair', '--target', 'dev', '--applied', '1,2', '--reverted', '9');
        const applied = await workspace.run('apply', file, '--target', 'dev');
        assert.equal(applied.code, 0, applied.stderr);
        assert.deepEqual(await recorded(dev), [
          { version: '1', name: 'a', statements: ["SELECT 'a'", 'SELECT 2'] },
          { version: '2', name: 'b', statements: ["SELECT E'b\\n'"] },
        ]);
        assert.match((await workspace.run('status')).stdout, /All applied\./);
      });

      for (const [what, args, said] of [
        ['a version without a file', ['--applied', '7'], /no file with the version 7/],
        ['a version that is not recorded', ['--reverted', '7'], /no record of the version 7/],
        ['a version both ways', ['--applied', '1', '--reverted', '1'], /cannot be applied and reverted at once/],
      ] as const)
        it(`refuses ${what}`, async () => {
          await workspace.given(supabaseHistory(['1', 'a', 'SELECT 0']), FILES);
          const { code, stderr } = await workspace.run('repair', '--target', 'dev', ...args);
          assert.equal(code, 2);
          assert.match(stderr, said);
          assert.deepEqual(await readdir(path.join(workspace.path, 'supabase')), ['migrations']);
        });

      it('is left to Prisma where Prisma keeps it', async () => {
        await workspace.given(prismaHistory(), FILES);
        assert.match(
          (await workspace.run('repair', '--target', 'dev', '--applied', '1')).stderr,
          /prisma migrate resolve/,
        );
      });

      it('stays as it is when nothing is found', async () => {
        await workspace.given(supabaseHistory(), FILES);
        const { code, stdout, stderr } = await workspace.run('repair', '--target', 'dev');
        assert.equal(code, 0);
        assert.equal(stdout, '');
        assert.match(stderr, /Nothing to repair was found in dev/);
      });
    });
  });
}
