import assert from 'node:assert/strict';
import path from 'node:path';
import { type Replay, replayFolder, type ReplayOptions } from '../../../src/migrations/replay/replay';
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
});

async function replay(files: Readonly<Record<string, string | Buffer>>, options?: ReplayOptions): Promise<Replay> {
  const inSupabase = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [`supabase/migrations/${name}`, content]),
  );
  let replayed: Replay | undefined;
  await inFolder(inSupabase, async (folder) => {
    replayed = await replayFolder(path.join(folder, 'supabase/migrations'), 'migrations', options);
  });
  assert.ok(replayed);
  return replayed;
}
