-- A type is made anew, or a column gets another, while views, policies, checks and indexes stand on columns of partitions
-- that follow; and while a partition with the type moves from one table to another.

-- old
create type state as enum ('new', 'old');
create table visit (id integer, state state, day text, size integer) partition by list (id);
create table visit_1 partition of visit for values in (1);
create view news as select id from visit_1 where state::text = 'new';
create materialized view days as select day, state from visit_1;
grant select (state) on days to corpus_reader;
create policy open on visit_1 using (state::text = 'new' and day > '2');
alter table visit_1 add constraint some_day check (day <> '' and size > 0);
create index visit_1_text on visit_1 ((size::text), lower(day)) where state is not null;
create table was (id integer, state state, size integer) partition by list (id);
create table moving partition of was for values in (2);

-- new
create type state as enum ('old', 'new');
create table visit (id integer, state state, day varchar(10), size bigint) partition by list (id);
create table visit_1 partition of visit for values in (1);
create view news as select id from visit_1 where state::text = 'new';
create materialized view days as select day, state from visit_1;
grant select (state) on days to corpus_reader;
create policy open on visit_1 using (state::text = 'new' and day > '2');
alter table visit_1 add constraint some_day check (day <> '' and size > 0);
create index visit_1_text on visit_1 ((size::text), lower(day)) where state is not null;
create table becomes (id integer, state state, size bigint) partition by range (id);
create table moving partition of becomes for values from (2) to (3);

-- rows
insert into visit values (1, 'new', '3', 1);
insert into moving values (2, 'old', 1);

-- rows new
insert into visit values (1, 'new', '3', 1);
insert into moving values (2, 'old', 1);
