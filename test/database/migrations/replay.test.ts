import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EVERYTHING, narrow } from '../../../src/engine/scope';
import { driftBetween } from '../../../src/environments/drift';
import type { EmbeddedSession } from '../../../src/environments/embedded/session';
import { EnvironmentError } from '../../../src/environments/errors';
import { type Replay, replayFolder, type ReplayOptions } from '../../../src/migrations/replay/replay';
import { SpareDatabase } from '../../../src/migrations/replay/spare-database';
import { warmReplays } from '../../../src/migrations/replay/warm-replays';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { until } from '../cli/until';
import { inFolder } from '../../unit/environments/temporary-folder';

describe('a migrations folder, replayed into the embedded PostgreSQL', () => {
  it('tells of each object which file made it, and of each file what it did', async () => {
    const { catalog, origins, files, failure, unsure } = await replay({
      '20260101000000_users.sql': `
        create table public.users (id uuid primary key references auth.users, name text default 'x' check (name <> ''));
        create function public.shout(who text, n int) returns text language sql as 'select upper(who)';
        create view public.names as select name from public.users;
        grant select on public.names to anon;`,
      '20260102000000_chats.sql': `
        alter table public.users add column email text;
        drop view public.names;
        drop function public.shout(text, int);
        create table public.chats (id bigserial primary key, owner uuid default auth.uid());
        insert into storage.buckets (id, name) values ('avatars', 'avatars');`,
      '20260103000000_policies.sql': `
        set role authenticated; reset role;
        set session_replication_role = replica;
        create policy mine on public.chats to authenticated using (owner = auth.uid());
        create policy avatars on storage.objects for select using (storage.foldername(name) is not null);`,
    });
    assert.equal(failure, null);
    assert.deepEqual(unsure, []);
    for (const [id, file] of [
      ['table:public.users', '20260101000000_users.sql'],
      ['column:public.users.name', '20260101000000_users.sql'],
      ['default:public.users.name', '20260101000000_users.sql'],
      ['constraint:public.users.users_name_check', '20260101000000_users.sql'],
      ['constraint:public.users.users_id_fkey', '20260101000000_users.sql'],
      ['column:public.users.email', '20260102000000_chats.sql'],
      ['sequence:public.chats_id_seq', '20260102000000_chats.sql'],
      ['policy:public.chats.mine', '20260103000000_policies.sql'],
      ['policy:storage.objects.avatars', '20260103000000_policies.sql'],
      ['table:auth.users', undefined],
    ] as const) {
      assert.ok(catalog.objects.has(id), `${id} is there`);
      assert.equal(origins.get(id), file, id);
    }
    const [first, second] = files;
    assert.ok(!first?.created.includes('view:public.names'));
    assert.deepEqual(first?.statements, ['CreateStmt', 'CreateFunctionStmt', 'ViewStmt', 'GrantStmt']);
    assert.ok(second?.altered.includes('table:public.users'));
    assert.ok(second?.dropped.includes('view:public.names'));
    assert.ok(second?.dropped.includes('function:public.shout(text, integer)'));
    assert.deepEqual(
      [...catalog.objects.keys()].filter((id) => id.includes('schema_drift_replay')),
      [],
      'nothing is left of the notes',
    );
  });

  it('stops at the file that fails: where, why, and what is there without it', async () => {
    const { catalog, files, failure } = await replay({
      '1_a.sql': 'create table a (id int);',
      '2_b.sql': 'create table b (id int);\n\ncreate table "größe 😀" (id int); create table a (id int);',
      '3_c.sql': 'create table c (id int);',
    });
    assert.deepEqual(failure, { file: '2_b.sql', line: 3, message: 'relation "a" already exists' });
    assert.deepEqual(
      files.map(({ name }) => name),
      ['1_a.sql'],
    );
    assert.ok(catalog.objects.has('table:public.a'));
    assert.ok(!catalog.objects.has('table:public.b'), 'its own statements are rolled back');
    assert.deepEqual(catalog.notRead, [
      {
        kind: 'migration',
        reason: '2_b.sql:3: relation "a" already exists. It and 1 after it were not replayed',
      },
    ]);
  });

  it('takes files as people have them, and says what it did not run', async () => {
    const { catalog, files, failure, unsure } = await replay({
      '20260101000000_crlf.sql': '\uFEFFcreate table crlf (\r\n  id int\r\n);\r\n',
      '20260102000000_utf16.sql': Buffer.from('\uFEFFcreate table "größe 😀" (id int);', 'utf16le'),
      '20260103000000_psql.sql': '\\connect other\n\\set x 1\ncreate table from_psql (id int);\n',
      '20260104000000_rows.sql': "copy crlf (id) from stdin;\n1\n'\n\\.\ncreate table after_rows (id int);\n",
      '20260105000000_extensions.sql': `
        create extension pg_cron with schema pg_catalog;
        create extension if not exists "of-our-own" version '2.1';
        create extension if not exists vector with schema extensions;
        select cron.schedule('nightly', '0 3 * * *', 'select 1');
        create table jobs (embedding vector(3), id uuid default uuid_generate_v4());`,
      '20260106000000_commits.sql': `
        create type mood as enum ('ok');
        create table moods (mood mood);
        create index concurrently moods_mood on moods (mood);
        alter type mood add value 'happy';
        insert into moods values ('happy');`,
      '20260107000000_transaction.sql': 'begin; create table in_transaction (id int); commit;',
      '2025-11-05_telemetry.sql': 'create table telemetry (id int);',
    });
    assert.equal(failure, null);
    assert.equal(files.length, 7);
    for (const id of [
      'table:public.crlf',
      'table:public."größe 😀"',
      'table:public.from_psql',
      'table:public.after_rows',
      'extension:pg_cron',
      'index:public.moods_mood',
      'table:public.in_transaction',
    ]) {
      assert.ok(catalog.objects.has(id), id);
    }
    assert.ok(!catalog.objects.has('table:public.telemetry'));
    assert.equal(catalog.objects.get('extension:vector')?.attributes.version, null, 'any version will do');
    assert.equal(catalog.objects.get('extension:"of-our-own"')?.attributes.version, '2.1');
    assert.deepEqual(unsure, [
      'made by extensions that are not there where the files are replayed: pg_cron, of-our-own',
      'rows behind COPY … FROM stdin: 20260104000000_rows.sql',
      'a file whose name has no version, which the Supabase command line skips: 2025-11-05_telemetry.sql',
    ]);
    assert.deepEqual(catalog.notRead, [
      { kind: 'migration', reason: "20260103000000_psql.sql:1: psql's \\connect other was not run" },
    ]);
  });

  for (const [what, content, line, message] of [
    ['no text', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe, 0x00]), 1, /^this is not SQL as text in UTF-8$/],
    [
      'a file that ends in a string',
      "create table b (id int);\ninsert into b values ('",
      2,
      /unterminated quoted string/,
    ],
    [
      'a role that is not there',
      'create table b (id int);\n\nalter table b owner to nobody_here;',
      3,
      /role "nobody_here" does not exist/,
    ],
    [
      'a setting that is not there',
      "create table b (id int);\nselect current_setting('app.secret');",
      2,
      /unrecognized configuration parameter "app.secret"/,
    ],
    [
      'a transaction that does not end',
      'begin;\ncreate table b (id int);',
      2,
      /^a transaction is begun and not ended$/,
    ],
  ] as const) {
    it(`stops at ${what}, and keeps what was there before`, async () => {
      const { catalog, failure } = await replay(
        { '1_a.sql': 'create table a (id int);', '2_b.sql': content },
        { platform: 'none' },
      );
      assert.deepEqual({ ...failure, message: null }, { file: '2_b.sql', line, message: null });
      assert.match(failure?.message ?? '', message);
      assert.deepEqual(
        [...catalog.objects.keys()].filter((id) => id.startsWith('table:')),
        ['table:public.a'],
      );
      assert.equal(catalog.notRead.length, 1);
    });
  }

  it('has nothing to say about a folder without migrations', async () => {
    await assert.rejects(replay({ 'README.md': 'none yet' }), (error) => {
      assert.ok(error instanceof EnvironmentError);
      assert.equal(error.reason, 'not-found');
      assert.match(error.message, /^migrations: there is no migration in /);
      return true;
    });
  });

  it('says that PostgreSQL ended, when it is killed in the middle', async () => {
    const replaying = replay(
      { '1_a.sql': 'select count(*) from generate_series(1, 1000000000000);' },
      { platform: 'none' },
    );
    const failed = assert.rejects(replaying, (error) => {
      assert.ok(error instanceof EnvironmentError);
      assert.equal(error.reason, 'lost');
      assert.match(error.message, /PostgreSQL ended while/);
      return true;
    });
    await killEmbedded();
    await failed;
  });

  it('runs only what changed, and everything when what it kept is damaged', async function () {
    // The embedded PostgreSQL starts four times.
    this.timeout(180_000);
    await inFolder({}, async (cacheFolder) => {
      const first = await replay(
        { '1_a.sql': MAKES_A_NEW_TABLE, '2_b.sql': 'create table b (id int);' },
        { cacheFolder, platform: 'none' },
      );
      const changed = {
        '1_a.sql': MAKES_A_NEW_TABLE,
        '2_b.sql': 'create table b (id bigint);',
        '3_c.sql': 'create table c ();',
      };
      const second = await replay(changed, { cacheFolder, platform: 'none' });
      assert.deepEqual(runsOf(second), runsOf(first), 'the first file did not run again');
      assert.equal(second.origins.get('table:public.c'), '3_c.sql');
      assert.equal(second.origins.get(runsOf(second)[0] ?? ''), '1_a.sql');
      assert.deepEqual(
        second.files.map(({ created }) => created.filter((id) => id.startsWith('table:')).length),
        [1, 1, 1],
      );
      for (const file of await readdir(cacheFolder)) await writeFile(path.join(cacheFolder, file), 'damaged');
      const third = await replay(changed, { cacheFolder, platform: 'none' });
      assert.notDeepEqual(runsOf(third), runsOf(first));
      assert.equal(third.failure, null);
    });
  });

  it('has the next database ready, where replays follow each other, and sees nothing of the one before', async function () {
    this.timeout(180_000);
    await inFolder({}, async (cacheFolder) => {
      const warm = warmReplays(600_000);
      const files = (last: string) => ({ '1_a.sql': MAKES_A_NEW_TABLE, '2_b.sql': last });
      const first = await replay(files('create table b (id int);'), { cacheFolder, warm, platform: 'none' });
      const [spare] = await embeddedProcesses(1);
      const changed = files('create table c (id serial primary key); insert into c default values;');
      const options: ReplayOptions = { cacheFolder, platform: 'none', contents: true };
      const second = await replay(changed, { ...options, warm });
      const [next] = await embeddedProcesses(1);
      assert.notEqual(next, spare, 'it was used, and another one is there');
      assert.deepEqual(runsOf(second), runsOf(first), 'the first file did not run again');
      assert.deepEqual(
        [second.origins.has('table:public.b'), second.origins.get('table:public.c')],
        [false, '2_b.sql'],
      );
      const cold = await replay(changed, options);
      assert.deepEqual(second, cold);
      const failed = await replay(files('create table c (id int); select 1 / 0;'), { ...options, warm });
      assert.equal(failed.failure?.message, 'division by zero');
      assert.deepEqual(
        [...failed.catalog.objects.keys()].filter((id) => id.startsWith('table:public.')),
        runsOf(first),
      );
      warm.spare.end();
      await embeddedProcesses(0);
    });
  });

  it('does without the database that was ready, when it was killed', async function () {
    this.timeout(180_000);
    await inFolder({}, async (cacheFolder) => {
      const spare = new KilledWhenTaken(600_000);
      const options: ReplayOptions = { cacheFolder, platform: 'none', warm: { ...warmReplays(600_000), spare } };
      const files = (last: string) => ({ '1_a.sql': MAKES_A_NEW_TABLE, '2_b.sql': `create table ${last} (id int);` });
      const first = await replay(files('b'), options);
      const second = await replay(files('c'), options);
      await killEmbedded();
      const third = await replay(files('d'), options);
      for (const { failure, ...rest } of [second, third]) {
        assert.deepEqual([failure, runsOf(rest)], [null, runsOf(first)]);
      }
      assert.deepEqual(spare.killed, ['ready', 'not yet ready']);
      spare.end();
      await embeddedProcesses(0);
    });
  });

  it('ends the database that was ready, when nobody asks for it', async () => {
    await inFolder({}, async (cacheFolder) => {
      await replay({ '1_a.sql': 'create table a ();' }, { cacheFolder, warm: warmReplays(3000), platform: 'none' });
      await embeddedProcesses(1);
      await embeddedProcesses(0);
    });
  });

  describe('for several who ask in one process', () => {
    // Nothing is kept on the disk: another replay would make another table.
    const options = (more: ReplayOptions = {}): ReplayOptions => ({ cacheFolder: null, platform: 'none', ...more });
    it('runs once while they ask for the same, and for who asks again afterwards', async () => {
      const warm = warmReplays(600_000);
      const files = { '1_a.sql': MAKES_A_NEW_TABLE };
      const [one, other] = await Promise.all([replay(files, options({ warm })), replay(files, options({ warm }))]);
      assert.equal(one, other);
      assert.equal(await replay(files, options({ warm })), one);
      const changed = await replay({ ...files, '2_b.sql': 'select 1;' }, options({ warm }));
      assert.notDeepEqual(runsOf(changed), runsOf(one));
      const rerun = await replay({ ...files, '2_b.sql': 'select 1;' }, options({ warm, rerun: true }));
      assert.notDeepEqual(runsOf(rerun), runsOf(changed));
    });

    it('ends when nobody waits any more', async () => {
      const gone = new AbortController();
      const warm = warmReplays(600_000);
      const endless = { '1_a.sql': 'select pg_sleep(1000000);' };
      const asked = [1, 2].map(() => replay(endless, options({ warm, signal: gone.signal })));
      await embeddedProcesses(1);
      gone.abort();
      const cancelled = { name: 'EnvironmentError', reason: 'cancelled' };
      await Promise.all(asked.map((each) => assert.rejects(each, cancelled)));
      await embeddedProcesses(0);
    });
  });

  for (const major of majors) {
    it(`gives what PostgreSQL ${major} gives, and leaves nothing on that server`, async () => {
      const server = await sharedPostgres(major);
      const [database, role] = [await server.createDatabase(), `replayed_${randomBytes(4).toString('hex')}`];
      const files = {
        '1_tables.sql': `
          create role ${role};
          create table public.profiles (id uuid primary key references auth.users on delete cascade, name varchar(80) not null);
          create type public.mood as enum ('ok', 'happy');
          create table public.notes (id bigint generated always as identity, author uuid default auth.uid(), mood public.mood,
            body text check (body <> ''), tags text[] default '{}', unique (author, body));
          create index on public.notes using gin (tags);
          grant select on public.notes to ${role};`,
        '2_policies.sql': `
          alter table public.notes enable row level security;
          create policy own on public.notes to authenticated using (author = auth.uid()) with check (auth.role() = 'authenticated');
          create function public.on_user() returns trigger language plpgsql security definer set search_path = '' as
            $$ begin insert into public.profiles values (new.id, new.email); return new; end $$;
          create trigger on_user after insert on auth.users for each row execute function public.on_user();
          alter publication supabase_realtime add table public.notes;
          insert into storage.buckets (id, name, public) values ('a', 'a', true);`,
      };
      const [here, there] = [await replay(files), await replay(files, { scratch: { url: database.url } })];
      assert.deepEqual([here.failure, there.failure], [null, null]);
      for (const [source, target] of [
        [here, there],
        [there, here],
      ] as const) {
        const drift = await driftBetween(narrow(source.catalog, EVERYTHING), narrow(target.catalog, EVERYTHING));
        assert.deepEqual(drift.differences, []);
      }
      assert.deepEqual(there.files, here.files);
      const left = await database.query<{ name: string }>(
        `select datname as name from pg_database where datname like 'schema_drift_replay%'
         union all select rolname from pg_roles where rolname in ('${role}', 'supabase_etl_admin')`,
      );
      assert.deepEqual(left, []);
      await database.drop();
    });
  }
});

/** Whoever runs it twice has two. */
const MAKES_A_NEW_TABLE =
  "do $$ begin execute format('create table %I ()', 'run_' || replace(gen_random_uuid()::text, '-', '')); end $$;";

async function replay(files: Readonly<Record<string, string | Buffer>>, options?: ReplayOptions): Promise<Replay> {
  const inSupabase = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [`supabase/migrations/${name}`, content]),
  );
  let replayed: Replay | undefined;
  await inFolder(inSupabase, async (folder) => {
    replayed = await replayFolder(path.join(folder, 'supabase/migrations'), 'migrations', {
      cacheFolder: null,
      ...options,
    });
  });
  assert.ok(replayed);
  return replayed;
}

function runsOf({ catalog }: Pick<Replay, 'catalog'>): readonly string[] {
  return [...catalog.objects.keys()].filter((id) => id.startsWith('table:public.run_'));
}

/** A database that is ready, and dies at the moment in which it is taken. */
class KilledWhenTaken extends SpareDatabase {
  readonly killed: string[] = [];

  override async take(...what: Parameters<SpareDatabase['take']>): Promise<EmbeddedSession | null> {
    const taken = await super.take(...what);
    this.killed.push(taken === null ? 'not yet ready' : 'ready');
    if (taken !== null) await killEmbedded();
    return taken;
  }
}

/** Ends the program that the embedded PostgreSQL runs in, as soon as it is there. */
async function killEmbedded(): Promise<void> {
  const [pid] = await embeddedProcesses(1);
  process.kill(Number(pid), 'SIGKILL');
}

/** The ids of the processes that the embedded PostgreSQL runs in, as soon as there are so many. */
async function embeddedProcesses(count: number): Promise<readonly string[]> {
  let found: readonly string[] = [];
  await until(async () => {
    const children = (await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')).split(' ');
    const commands = await Promise.all(
      children.filter(Boolean).map(async (pid) => ({
        pid,
        command: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
      })),
    );
    found = commands.filter(({ command }) => command.includes('embedded.mjs')).map(({ pid }) => pid);
    return found.length === count;
  });
  return found;
}
