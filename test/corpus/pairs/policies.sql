-- Policies: roles, commands, restrictive ones, conditions that use functions and other tables, on a renamed column's
-- place; row security is switched on, forced and off.

-- old
create schema app;
create table app.tenant (id integer primary key);
create table app.doc (id integer primary key, tenant integer, owner text, public boolean default false);
create table app.note (id integer primary key, doc integer);
alter table app.doc enable row level security;
alter table app.note enable row level security;
alter table app.note force row level security;
create policy doc_read on app.doc for select to corpus_reader using (owner = current_user);
create policy doc_write on app.doc for all using (owner = current_user) with check (owner = current_user);
create policy doc_no_public on app.doc as restrictive for update using (not public);
create policy doc_add on app.doc for insert to corpus_writer with check (true);
create policy doc_delete on app.doc for delete using (owner = current_user);
create policy gone on app.note using (true);

-- new
create schema app;
create table app.tenant (id integer primary key);
create function app.tenants() returns setof integer language sql stable security definer as $$ select id from app.tenant $$;
create table app.doc (id integer primary key, tenant integer, owner text, public boolean default false, shared text[]);
create table app.note (id integer primary key, doc integer);
alter table app.tenant enable row level security;
alter table app.doc enable row level security;
alter table app.doc force row level security;
create policy doc_read on app.doc for select to corpus_reader, corpus_writer, "Corpus ""Odd"" role"
  using (owner = current_user or current_user = any (shared) or tenant in (select app.tenants()));
create policy doc_write on app.doc for all using (owner = current_user);
create policy doc_no_public on app.doc for update using (not public);
create policy doc_add on app.doc for insert to public with check (tenant is not null);
create policy doc_delete on app.doc for delete using (owner = session_user);
create policy "Notes of ""my"" docs" on app.note using (exists (select from app.doc d where d.id = note.doc and d.owner = current_user));
comment on policy doc_read on app.doc is 'Shared ones too';

-- rows
insert into app.doc values (1, 1, 'me', false);

-- rows new
insert into app.doc values (1, 1, 'me', false, '{you}');
