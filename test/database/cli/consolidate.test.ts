import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expectSameSchema } from '../../support/same-schema';
import { majors } from '../../support/shared-postgres';
import { supabaseHistory } from '../migrations/histories';
import { migrationsWorkspace, writeEnvironments, writeMigrations } from './migrations-workspace';

const FILES = {
  '20260101000000_notes.sql': `
    CREATE TYPE public.mood AS ENUM ('calm');
    CREATE TABLE public.notes (id integer PRIMARY KEY, body text, mood public.mood);
    CREATE VIEW public.bodies AS SELECT body FROM public.notes;`,
  '20260102000000_mood.sql': `ALTER TYPE public.mood ADD VALUE 'wild';`,
  '20260103000000_people.sql': `
    CREATE TABLE public.people (id serial PRIMARY KEY, name text);
    ALTER TABLE public.notes ADD COLUMN author integer REFERENCES public.people;
    ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
    CREATE POLICY everybody ON public.notes USING (true);
    CREATE FUNCTION public.half(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n / 2';
    UPDATE public.notes SET author = 1 WHERE author IS NULL;`,
};

for (const major of majors.slice(-1)) {
  describe(`schema-drift consolidate on PostgreSQL ${major}`, function () {
    // The embedded PostgreSQL starts three times.
    this.timeout(180_000);
    const workspace = migrationsWorkspace(major);

    const inFolder = (name: string): Promise<readonly string[]> =>
      readdir(path.join(workspace.path, 'supabase', name)).catch(() => []);

    const written = (file: string): Promise<string> => readFile(path.join(workspace.path, file), 'utf8');

    /** A folder of plain PostgreSQL, and a database where its files are recorded, if they are. */
    async function given(files: Readonly<Record<string, string>>, sql?: string) {
      await writeMigrations(workspace.path, files);
      const database = sql === undefined ? undefined : await workspace.database(sql);
      await writeEnvironments(workspace.path, {
        files: { kind: 'migrations', path: 'supabase/migrations', platform: 'none' },
        ...(database && { dev: { url: database.url } }),
      });
      return database;
    }

    async function refused(said: RegExp, ...args: readonly string[]): Promise<void> {
      const before = [await inFolder('migrations'), await inFolder('migrations_archive')];
      const { code, stdout, stderr } = await workspace.run('consolidate', ...args);
      assert.equal(code, 2, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, said);
      assert.deepEqual([await inFolder('migrations'), await inFolder('migrations_archive')], before);
    }

    const versions = Object.keys(FILES).map((name) => name.slice(0, 14));

    it('puts one file in the place of all, and moves those into the archive', async () => {
      const recorded = versions.map((version) => [version, 'x', 'SELECT 1'] as const);
      const dev = await given(FILES, Object.values(FILES).join('\n;') + supabaseHistory(...recorded));
      const { code, stdout, stderr } = await workspace.run('consolidate', '--name', 'all of it');
      assert.equal(code, 0, stderr);
      assert.match(stderr, /Replayed before, after, and once more on top: no difference, the same rows/);
      const [master = '', history = ''] = stdout.trim().split('\n');
      assert.equal(master, 'supabase/migrations/20260101000000_all_of_it.sql');
      assert.deepEqual(await inFolder('migrations'), ['20260101000000_all_of_it.sql']);
      assert.deepEqual(await inFolder('migrations_archive'), Object.keys(FILES));

      const text = await written(master);
      assert.match(text, /CREATE TABLE IF NOT EXISTS public\.notes/);
      assert.doesNotMatch(text, /UPDATE/);
      for (const file of [history, master, master]) {
        const { code: applied, stderr: reason } = await workspace.run('apply', file, '--target', 'dev');
        assert.equal(applied, 0, reason);
      }
      const status = await workspace.run('status');
      assert.equal(status.code, 0, status.stdout);
      const fresh = await workspace.database(text);
      await dev?.query('DROP SCHEMA supabase_migrations CASCADE');
      await expectSameSchema(fresh.url, dev?.url ?? '');
    });

    it('puts the rows that the files leave into a second file', async () => {
      await given({ ...FILES, '20260104000000_people.sql': "INSERT INTO public.people VALUES (1, 'Ada'), (2, 'Bo');" });
      const { code, stdout, stderr } = await workspace.run('consolidate');
      assert.equal(code, 0, stderr);
      assert.equal(
        stdout,
        'supabase/migrations/20260101000000_master.sql\nsupabase/migrations/20260102000000_master_rows.sql\n',
      );
      assert.match(
        await written('supabase/migrations/20260102000000_master_rows.sql'),
        /-- from 20260103000000_people\.sql\nUPDATE [^]*-- from 20260104000000_people\.sql\nINSERT INTO public\.people VALUES/,
      );
    });

    it('needs files to be kept whose rows it cannot take over', async () => {
      const rows = "DO $$ BEGIN INSERT INTO public.people (name) VALUES ('Ada'); END $$;";
      await given({ ...FILES, '20260104000000_first.sql': rows });
      await refused(/table:public\.people holds 0, and with the old files 1[^]*--keep/);
      const { code, stderr } = await workspace.run('consolidate', '--keep', '20260104000000_first.sql');
      assert.equal(code, 0, stderr);
      assert.ok((await inFolder('migrations')).includes('20260104000000_first.sql'));
      assert.deepEqual(await inFolder('migrations_archive'), Object.keys(FILES));
    });

    it('compares values, and says which tables have others without the old files', async () => {
      await given({
        ...FILES,
        '20260104000000_first.sql': "INSERT INTO public.people VALUES (1, 'Ada'), (2, 'Bo');",
        '20260105000000_swap.sql':
          "DO $$ BEGIN UPDATE public.people SET name = CASE id WHEN 1 THEN 'Bo' ELSE 'Ada' END; END $$;",
      });
      await refused(/:\n {2}table:public\.people holds other values than with the old files\n.*--keep/);
      const kept = await workspace.run('consolidate', '--keep', '20260105000000_swap.sql');
      assert.equal(kept.code, 0, kept.stderr);
      assert.doesNotMatch(kept.stderr, /not in the master file/);
    });

    it('does not compare values that are other ones in every replay, and says so', async () => {
      const files = {
        '20260101000000_t.sql':
          'CREATE TABLE public.t (id serial PRIMARY KEY, at timestamptz DEFAULT now(), who text);',
        '20260102000000_t.sql': "INSERT INTO public.t (who) VALUES ('Ada'), ('Bo');",
      };
      await given({
        ...files,
        '20260103000000_t.sql': "DO $$ BEGIN UPDATE public.t SET who = 'Cy' WHERE id = 1; END $$;",
      });
      await refused(/:\n {2}column:public\.t\.who holds other values than with the old files\n.*--keep/);
      await given({ ...files, '20260103000000_t.sql': 'SELECT 1;' });
      const { code, stderr } = await workspace.run('consolidate');
      assert.equal(code, 0, stderr);
      assert.match(stderr, /column:public\.t\.at has other values in every replay: they were not compared/);
      assert.doesNotMatch(stderr, /column:public\.t\.who/);
    });

    it('takes what Supabase has for given', async () => {
      await writeMigrations(workspace.path, {
        '1_profiles.sql': `
          CREATE TABLE public.profiles (id uuid PRIMARY KEY REFERENCES auth.users, name text);
          CREATE POLICY own ON public.profiles USING (auth.uid() = id);
          CREATE POLICY anybody ON storage.objects FOR SELECT USING (true);`,
        '2_trigger.sql': `
          CREATE FUNCTION public.welcome() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
          CREATE TRIGGER welcome AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION public.welcome();`,
      });
      const { code, stdout, stderr } = await workspace.run('consolidate');
      assert.equal(code, 0, stderr);
      const text = await written(stdout.trim());
      assert.match(text, /CREATE OR REPLACE TRIGGER welcome AFTER INSERT ON auth\.users/);
      assert.match(text, /CREATE POLICY anybody ON storage\.objects/);
      assert.doesNotMatch(text, /CREATE TABLE IF NOT EXISTS (auth|storage)/);
    });

    it('refuses what its replay does not show', async () => {
      await given({ ...FILES, '20260104000000_rows.sql': 'COPY public.people FROM stdin;\n1\tAda\n\\.\n' });
      await refused(/20260104000000_rows\.sql: rows behind COPY[^]*--keep/);
      await given({
        '20260104000000_rows.sql': "CREATE EXTENSION pg_cron; SELECT cron.schedule('a', '* * * * *', 'SELECT 1');",
      });
      await refused(/20260104000000_rows\.sql: it may call functions of pg_cron/);
    });

    it('refuses a folder that does not replay, and names that it cannot have', async () => {
      await given({ ...FILES, '20260104000000_broken.sql': 'SELECT 1;\nCREATE TABLE public.notes ();' });
      await refused(/could not be replayed as a whole: 20260104000000_broken\.sql:2/);
      await refused(/There is no migration nothing\.sql/, '--keep', 'nothing.sql');
      await given({ 'migrations_archive/20260101000000_notes.sql': 'SELECT 1' });
      await refused(/The archive has a file 20260101000000_notes\.sql already/);
    });

    it('refuses where a database has not applied all', async () => {
      await given(FILES, supabaseHistory([versions[0] ?? '', 'notes', 'SELECT 1']));
      await refused(/dev has not recorded 20260102000000_mood\.sql, 20260103000000_people\.sql/);
    });
  });
}
