-- Everything up to the end of 2024 in one file.
create type note_state as enum ('draft', 'shared', 'archived');

create table workspaces (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references auth.users (id),
  title text not null
);
alter table workspaces enable row level security;
create policy "owners see their workspaces" on workspaces for select to authenticated
  using (owner_id = (select auth.uid()));

create table notes (
  id bigint generated always as identity primary key,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  state note_state not null default 'draft',
  body text not null default ''
);
create index notes_workspace_id on notes (workspace_id);
alter table notes enable row level security;

create function note_count(workspace uuid) returns bigint
  language sql stable
  as $$ select count(*) from notes where workspace_id = workspace $$;
