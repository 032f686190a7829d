-- A computed column becomes a plain one and keeps its values, while what its expression uses changes or goes. Found by the fuzzer, seed 40131 on 15.
-- loses: column:public.t.e
-- loses: column:public.t.f

-- old
create function twice(a integer) returns integer language sql immutable as 'select $1 * 2';
create table t (id bigint not null, a integer, e integer generated always as (id + 1) stored, f integer generated always as (twice(a)) stored);

-- new
create table t (id integer primary key, a integer, e integer, f bigint);

-- rows
insert into t (id, a) values (1, 5);

-- rows new
insert into t (id, a, e, f) values (1, 5, 2, 10);
