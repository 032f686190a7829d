-- Two schemas hold objects of the same names; types, functions and sequences of the one are used from the other, and swap.

-- old
create schema one;
create schema two;
create type one.kind as enum ('a', 'b');
create type two.kind as enum ('b', 'a');
create function one.f() returns text language sql immutable as $$ select 'one'::text $$;
create function two.f() returns text language sql immutable as $$ select 'two'::text $$;
create table one.t (id serial primary key, kind one.kind default 'a', word text default two.f());
create table two.t (id serial primary key, kind two.kind default 'a', word text default one.f());
create view one.v as select t.id, o.kind from one.t join two.t o on o.id = t.id;

-- new
create schema one;
create schema two;
create type one.kind as enum ('a', 'b');
create type two.kind as enum ('b', 'a');
create function one.f() returns text language sql immutable as $$ select 'one'::text $$;
create function two.f() returns text language sql immutable as $$ select 'two'::text $$;
create table one.t (id serial primary key, kind two.kind default 'a', word text default one.f());
create table two.t (id serial primary key, kind one.kind default 'a', word text default two.f());
create view one.v as select t.id, o.kind from two.t join one.t o on o.id = t.id;

-- rows
insert into one.t default values;
insert into two.t default values;

-- rows new
insert into one.t default values;
insert into two.t default values;
