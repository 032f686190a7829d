-- The views have the same text on both sides, but other types: what a choice builds over them needs the columns that they read.

-- old
create table notes (id text, at date);
create view plain as select id, at from notes;
create materialized view kept as select id, at from plain;
create table other (id integer);
create index i1 on other (id);

-- new
create table notes (id integer, at date);
create view plain as select id, at from notes;
create materialized view kept as select id, at from plain;
create table other (id integer);
create unique index i1 on kept (((id)::integer));
create view above as select id + 1 as next, at from plain;

-- rows
insert into notes values ('1', '2026-01-01');

-- rows new
insert into notes values (1, '2026-01-01');
