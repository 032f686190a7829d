-- Rows of a table are kept whole in a view and in other tables while its columns get other types, defaults and expressions.

-- old
create type state as enum ('new', 'done');
create table item (id integer, size integer, gone text, at state);
create view items as select i, i.id from item i;
create materialized view kept as select i, id from items;
create materialized view counted as select count(*) as n from item;
create type boxed as (item item, note text);
create table box (id integer primary key, first item, all_of item[], boxed boxed);
create table parent (id integer, amount integer);
create table heir (note text) inherits (parent);
create table journal (entry heir);
create table logged (id integer);
create table log (line logged);

-- new
create type state as enum ('done', 'new');
create table item (id bigint, size integer, at state, twice integer generated always as (size * 2) stored, name text default 'none');
create view items as select i, i.id from item i;
create materialized view kept as select i, id from items;
create materialized view counted as select count(*) as n from item;
create materialized view later as select i from item i;
create type boxed as (item item, note text);
create table box (id integer primary key, first item, all_of item[], boxed boxed, more item);
create table parent (id integer, amount bigint);
create table heir (note text) inherits (parent);
create table journal (entry heir);
create unlogged table logged (id integer);
create table log (line logged);

-- rows
insert into item (id, size) values (1, 2);
insert into heir values (1, 2, 'a');
insert into journal select h from heir h;
insert into log values (row(1));

-- rows new
insert into item (id, size) values (1, 2);
insert into heir values (1, 2, 'a');
insert into journal select h from heir h;
insert into log values (row(1));
