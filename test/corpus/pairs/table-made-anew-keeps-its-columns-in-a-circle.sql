-- A table becomes partitioned while a view leaves it for a new table that waits for a function that both use in their
-- checks and that is made anew. Found by the fuzzer, seed 43350 on 15.

-- old
create function f(a integer) returns bigint language sql immutable as 'select $1 + 0';
create table t (id integer not null, part text, check (f(id) > 2));
create view ids as select id from t;

-- new
create function f(b integer) returns integer language sql immutable as 'select $1 + 0';
create table t (id integer not null, part text, check (f(id) > 2)) partition by list (part);
create table t_1 partition of t default;
create table other (id integer primary key, note text, check (f(id) > 0));
create view ids as select id, note from other;

-- rows
insert into t values (3, 'a');

-- rows new
insert into t values (3, 'a');
