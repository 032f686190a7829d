-- open: the view is created while both functions are there, and its call is ambiguous; the old one should go first. Found by the fuzzer, seed 40285 on 15, new to old.
-- A function gives way to one with another argument that has a default, and a new view calls it.

-- old
create table t (id integer);
create function f(a integer) returns integer language sql immutable as 'select $1 + 1';
create policy p on t using (f(id) > 2);
create materialized view m as select id, f(id) as called from t;

-- new
create table t (id integer);
create function f(a integer, more integer default 0) returns integer language sql immutable as 'select $1 + 1';
create view v as select id, f(id) as called from t;
create materialized view m as select id, f(id) as called from t;
