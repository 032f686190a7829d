-- Owners of everything that has one, on changed, new and dropped objects, with grants that the owner gave.

-- old
create schema mine;
create table mine.thing (id serial primary key, name text);
create view mine.thing_view as select * from mine.thing;
create materialized view mine.thing_copy as select * from mine.thing;
create sequence mine.numbers;
create function mine.f() returns integer language sql as $$ select 1 $$;
create procedure mine.p() language sql as $$ select $$;
create aggregate mine.agg(integer) (sfunc = int4pl, stype = integer, initcond = '0');
create type mine.kind as enum ('a');
create domain mine.name as text;
create type mine.pair as (a integer);
create type mine.span as range (subtype = integer);
create table mine.part (id integer) partition by list (id);
create table mine.part_1 partition of mine.part for values in (1);
create statistics mine.stat on id, name from mine.thing;
create collation mine.coll (locale = 'C');
alter table mine.part_1 owner to corpus_owner;

-- new
create schema mine authorization corpus_owner;
create table mine.thing (id serial primary key, name text);
create view mine.thing_view as select * from mine.thing;
create materialized view mine.thing_copy as select * from mine.thing;
create sequence mine.numbers;
create function mine.f() returns integer language sql as $$ select 1 $$;
create procedure mine.p() language sql as $$ select $$;
create aggregate mine.agg(integer) (sfunc = int4pl, stype = integer, initcond = '0');
create type mine.kind as enum ('a');
create domain mine.name as text;
create type mine.pair as (a integer);
create type mine.span as range (subtype = integer);
create table mine.part (id integer) partition by list (id);
create table mine.part_1 partition of mine.part for values in (1);
create statistics mine.stat on id, name from mine.thing;
create collation mine.coll (locale = 'C');
create table mine.fresh (id bigint generated always as identity);
alter table mine.thing owner to corpus_owner;
alter view mine.thing_view owner to corpus_owner;
alter materialized view mine.thing_copy owner to corpus_owner;
alter sequence mine.numbers owner to corpus_owner;
alter function mine.f() owner to corpus_owner;
alter procedure mine.p() owner to corpus_owner;
alter aggregate mine.agg(integer) owner to corpus_owner;
alter type mine.kind owner to corpus_owner;
alter domain mine.name owner to corpus_owner;
alter type mine.pair owner to corpus_owner;
alter type mine.span owner to corpus_owner;
alter table mine.part owner to corpus_owner;
alter statistics mine.stat owner to corpus_owner;
alter collation mine.coll owner to corpus_owner;
alter table mine.fresh owner to "Corpus ""Odd"" role";
set role corpus_owner;
grant select on mine.thing to corpus_reader;
grant all on mine.numbers to corpus_reader with grant option;
reset role;
