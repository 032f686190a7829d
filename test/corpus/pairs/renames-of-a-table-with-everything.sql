-- A table, an enum's label and a column get other names; what is called after them follows, rows stay.
-- renames: table:public.users to table:public.people
-- renames: enum_value:public.status.done to enum_value:public.status.finished
-- renames: column:public.docs.users_id to column:public.docs.person_id

-- old
create type status as enum ('open', 'done', 'late');
create table users (
  id serial primary key,
  name text not null default 'nobody',
  status status not null default 'open',
  boss integer references users (id),
  check (status <> 'done' or name <> '')
);
comment on table users is 'who works here';
create index on users (name);
create index users_lower on users (lower(name)) where status = 'done';
create statistics users_stats on name, status from users;
grant select on users to corpus_reader;
create table docs (id integer generated always as identity primary key, users_id integer not null references users (id), body text);
create view names as select u.id, u.name from users u join docs d on d.users_id = u.id where u.status = 'done';
create view everything as select * from users;
create materialized view counted as select count(*) as n from users;
create function count_users() returns bigint language sql as 'select count(*) from public.users';
create function name_of(users) returns text language sql immutable as 'select $1.name';
create function same_row() returns trigger language plpgsql as 'begin return new; end';
create trigger keep before update of name on users for each row when (new.name <> old.name) execute function same_row();
alter table users enable row level security;
create policy own on users using (name = current_user);
create policy own on docs using (exists (select from users u where u.id = docs.users_id));
create rule quiet as on delete to users do instead update users set status = 'done' where users.id = old.id;

-- new
create type status as enum ('open', 'finished', 'late');
create table people (
  id serial primary key,
  name text not null default 'nobody',
  status status not null default 'open',
  boss integer references people (id),
  check (status <> 'finished' or name <> '')
);
comment on table people is 'who works here';
create index on people (name);
create index people_lower on people (lower(name)) where status = 'finished';
create statistics users_stats on name, status from people;
grant select on people to corpus_reader;
create table docs (id integer generated always as identity primary key, person_id integer not null references people (id), body text);
create view names as select u.id, u.name from people u join docs d on d.person_id = u.id where u.status = 'finished';
create view everything as select * from people;
create materialized view counted as select count(*) as n from people;
create function count_users() returns bigint language sql as 'select count(*) from public.people';
create function name_of(people) returns text language sql immutable as 'select $1.name';
create function same_row() returns trigger language plpgsql as 'begin return new; end';
create trigger keep before update of name on people for each row when (new.name <> old.name) execute function same_row();
alter table people enable row level security;
create policy own on people using (name = current_user);
create policy own on docs using (exists (select from people u where u.id = docs.person_id));
create rule quiet as on delete to people do instead update people set status = 'finished' where people.id = old.id;

-- rows
insert into users (name, status, boss) values ('a', 'open', null), ('b', 'done', 1), ('c', 'late', 1);
insert into docs (users_id, body) values (1, 'x'), (2, 'y');

-- rows new
insert into people (name, status, boss) values ('a', 'open', null), ('b', 'finished', 1), ('c', 'late', 1);
insert into docs (person_id, body) values (1, 'x'), (2, 'y');
