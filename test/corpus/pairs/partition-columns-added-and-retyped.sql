-- Columns of partitions are added and get another type with those of the table: with storage and views of their own. And
-- extended statistics on an expression over a column whose type is created anew.

-- old
create type state as enum ('new', 'old');
create type size as (w integer, h text);
create table visit (id integer, state state) partition by list (id);
create table visit_1 partition of visit for values in (1);
create view first_visits as select * from visit_1;
create table box (id integer, size size);
create statistics box_texts on (id::text), (size::text) from box;

-- new
create type state as enum ('old', 'new');
create type size as (w integer, h integer);
create table visit (id integer, state state, note text, tags text[]) partition by list (id);
create table visit_1 partition of visit for values in (1);
alter table visit alter column note set storage external;
alter table visit_1 alter column tags set statistics 7;
create view first_visits as select id, state from visit_1;
create table box (id integer, size size);
create statistics box_texts on (id::text), (size::text) from box;

-- rows
insert into visit (id, state) values (1, 'new'), (1, 'old');
insert into box values (1, row(1, '2'));
