-- Dev was changed by hand: objects that nobody wrote down, a column under another name, a hot fix in a function, a policy
-- opened for a test, a grant too much, an index dropped, a check loosened.

-- old
create schema app;
create table app.profile (id uuid primary key, full_name text, plan text default 'free', tmp_flag boolean);
create table app.message (id bigint generated always as identity primary key, profile uuid references app.profile, body text, read_at timestamptz);
create table app.tmp_backup as select 1 as id;
create function app.plan_of(id uuid) returns text language sql stable as $$ select 'pro'::text $$;
create view app.debug as select * from app.profile;
alter table app.message enable row level security;
create policy anyone on app.message using (true);
grant all on app.message to public;
comment on table app.message is 'todo';

-- new
create schema app;
create table app.profile (id uuid primary key, display_name text not null default '', plan text not null default 'free',
  constraint known_plan check (plan = any (array['free', 'pro'])));
create table app.message (id bigint generated always as identity primary key, profile uuid not null references app.profile on delete cascade, body text not null, read_at timestamptz);
create index message_unread on app.message (profile) where read_at is null;
create table app.read_receipt (message bigint references app.message on delete cascade, at timestamptz default now(), primary key (message));
create function app.plan_of(id uuid) returns text language sql stable security definer set search_path = ''
  as $$ select p.plan from app.profile p where p.id = plan_of.id $$;
alter table app.message enable row level security;
alter table app.read_receipt enable row level security;
create policy own on app.message for select to corpus_reader using (profile::text = current_setting('app.user', true));
create policy pro_only on app.read_receipt using (exists (select from app.message m where m.id = message and app.plan_of(m.profile) = 'pro'));
grant select on app.message to corpus_reader;

-- rows
insert into app.profile values ('00000000-0000-0000-0000-000000000001', 'Ada', 'pro', true);
insert into app.message (profile, body) values ('00000000-0000-0000-0000-000000000001', 'hello');

-- rows new
insert into app.profile values ('00000000-0000-0000-0000-000000000001', 'Ada', 'pro');
insert into app.message (profile, body) values ('00000000-0000-0000-0000-000000000001', 'hello');
