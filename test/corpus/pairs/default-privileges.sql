-- Default privileges change in the same plan in which objects come that they would apply to: what the objects end up
-- with is what the source has, not what the defaults of the moment give.

-- old
create schema api;
alter default privileges in schema api grant select on tables to corpus_reader;
alter default privileges grant execute on functions to corpus_writer;
create table api.a (id integer);

-- new
create schema api;
alter default privileges in schema api grant all on tables to corpus_owner;
alter default privileges in schema api grant select, insert on tables to corpus_writer;
alter default privileges for role corpus_owner in schema api grant usage on sequences to corpus_reader with grant option;
alter default privileges revoke execute on functions from public;
alter default privileges grant usage on types to corpus_reader;
alter default privileges grant usage on schemas to corpus_writer;
create table api.a (id integer);
grant select on api.a to corpus_reader;
create table api.b (id serial);
revoke all on api.b from corpus_writer;
create view api.c as select id from api.b;
create function api.f() returns integer language sql as $$ select 1 $$;
create type api.t as enum ('x');
grant execute on function api.f() to public;
create materialized view api.m as select 1 as one;
create schema other;
create table other.d (id integer);
