import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestDatabase } from '../../support/database-server';
import { majors } from '../../support/shared-postgres';
import type { Outcome } from './command-line';
import { migrationsWorkspace, writeEnvironments, writeMigrations } from './migrations-workspace';

const NOTES = 'CREATE TABLE public.notes (id int PRIMARY KEY, body text);\n';
const ONLY_THERE = `
  CREATE TYPE public.mood AS ENUM ('calm', 'wild');
  CREATE TABLE public.aria_runs (id int PRIMARY KEY, mood public.mood);
  CREATE TABLE public.aria_steps (id int PRIMARY KEY, run int REFERENCES public.aria_runs, note int REFERENCES public.notes);
  CREATE INDEX aria_steps_run ON public.aria_steps (run);
  CREATE FUNCTION public.half(n int) RETURNS int LANGUAGE sql AS 'SELECT n / 2';
  ALTER TABLE public.notes ADD COLUMN author text;
  CREATE INDEX notes_author ON public.notes (author);`;

for (const major of majors.slice(-1)) {
  describe(`schema-drift capture on PostgreSQL ${major}`, function () {
    // The embedded PostgreSQL starts twice and more.
    this.timeout(180_000);
    const workspace = migrationsWorkspace(major);
    let database: TestDatabase;

    beforeEach(async () => {
      database = await workspace.database(NOTES + ONLY_THERE);
      await writeMigrations(workspace.path, { '20260101000000_notes.sql': NOTES });
      const files = { kind: 'migrations', path: 'supabase/migrations', platform: 'none' };
      await writeEnvironments(workspace.path, { dev: { url: database.url }, files });
    });

    const capture = (...args: string[]): Promise<Outcome> => workspace.run('capture', '--from', 'dev', ...args);

    const folder = (): string => path.join(workspace.path, 'supabase/migrations');

    async function newFiles(): Promise<readonly string[]> {
      return (await readdir(folder())).slice(1).map((name) => name.replace(/^\d{14}_/, ''));
    }

    it('writes what no file makes, and shows that nothing of it is missing afterwards', async () => {
      const { code, stdout, stderr } = await capture();
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^supabase\/migrations\/\d{14}_capture_from_dev\.sql\n$/);
      assert.match(stderr, /Captured \d+ of dev\. Replayed again: no drift for them\./);
      const diff = await workspace.run('diff', '--source', 'dev', '--target', 'files');
      assert.equal(diff.code, 0, diff.stdout);
      const again = await capture();
      assert.equal(again.code, 0);
      assert.match(again.stderr, /Nothing written/);
    });

    it('takes what a pattern names, and what that needs', async () => {
      const { code, stderr } = await capture('--object', 'aria_steps', '--name', 'aria');
      assert.equal(code, 0, stderr);
      assert.match(stderr, /also table:public\.aria_runs: table:public\.aria_steps needs it/);
      assert.deepEqual(await newFiles(), ['aria.sql']);
      const text = await readFile(path.join(folder(), (await readdir(folder()))[1] ?? ''), 'utf8');
      assert.match(
        text,
        /CREATE TYPE public\.mood[^]*CREATE TABLE public\.aria_runs[^]*CREATE TABLE public\.aria_steps/,
      );
      assert.doesNotMatch(text, /half|author/);
    });

    it('writes a migration for each table, in the order in which they can run', async () => {
      const { code, stderr } = await capture('--per-table', '--name', 'dev');
      assert.equal(code, 0, stderr);
      assert.match(stderr, /no drift for them/);
      const files = await newFiles();
      assert.deepEqual([...files].sort(), [
        'dev.sql',
        'dev_public_aria_runs.sql',
        'dev_public_aria_steps.sql',
        'dev_public_notes.sql',
      ]);
      assert.ok(files.indexOf('dev_public_aria_runs.sql') < files.indexOf('dev_public_aria_steps.sql'));
    });

    it('writes nothing for a name that nothing has, or a folder that does not replay', async () => {
      const unknown = await capture('--object', 'arai_*');
      assert.equal(unknown.code, 2);
      assert.match(unknown.stderr, /Nothing that is missing in the migrations folder matches arai_\*/);
      await writeMigrations(workspace.path, { '20260102000000_broken.sql': 'SELECT 1;\nCREATE TABLE notes ();\n' });
      const broken = await capture();
      assert.equal(broken.code, 2);
      assert.match(broken.stderr, /could not be replayed as a whole: 20260102000000_broken\.sql:2: relation "notes"/);
      assert.deepEqual(await newFiles(), ['broken.sql']);
    });
  });
}
