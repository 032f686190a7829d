-- Names change hands between kinds: enum, domain, composite and range type; function, procedure and aggregate; sequence,
-- table and index; a constraint's index and a plain index.

-- old
create type t1 as enum ('a');
create domain t2 as integer;
create type t3 as (a integer);
create type t4 as range (subtype = integer);
create function r1(integer) returns integer language sql as $$ select 1 $$;
create procedure r2(integer) language sql as $$ select $$;
create aggregate r3(integer) (sfunc = int4pl, stype = integer);
create table n1 (id integer);
create sequence n2;
create view n3 as select 1 as one;
create table holder (id integer, name text, constraint n4 unique (id));
create index n5 on holder (name);
create table x (a t1);

-- new
create domain t1 as text;
create type t2 as enum ('b');
create type t3 as range (subtype = integer);
create table t4 (id integer);
create procedure r1(integer) language sql as $$ select $$;
create aggregate r2(integer) (sfunc = int4pl, stype = integer);
create function r3(integer) returns integer language sql as $$ select 3 $$;
create sequence n1;
create table n2 (id integer);
create table holder (id integer, name text, constraint n5 unique (name));
create index n3 on holder (name);
create index n4 on holder (id);
create table x (a t1);
