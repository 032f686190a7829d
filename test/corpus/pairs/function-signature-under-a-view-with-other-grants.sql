-- The view reads the same on both sides and yet calls another function; that its grants change too does not let it go.

-- old
create table t (id integer);
create function f(a integer) returns bigint language sql as 'select 1::bigint';
create materialized view m as select id, f(id) as x from t;
grant select on m to corpus_reader;

-- new
create table t (id integer);
create function f(b integer, more integer default 0) returns bigint language sql as 'select 2::bigint';
create materialized view m as select id, f(id) as x from t;

-- rows
insert into t values (1), (2);
