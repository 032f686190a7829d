-- A partition goes that a function reads until it reads its table, whose type is made anew: the function is made anew
-- too, since the column of that type can't leave the partition alone. Found by the fuzzer, seed 42737 on 15.

-- old
create type kind as enum ('new', 'done');
create table t (id integer, a kind, b integer) partition by list (id);
create table p partition of t for values in (1);
create table q partition of t for values in (2);
create function counted() returns bigint language sql begin atomic select count(b) from p; end;

-- new
create type kind as enum ('new', 'open');
create table t (id integer, a kind, b integer) partition by list (id);
create table q partition of t for values in (2);
create function counted() returns bigint language sql begin atomic select count(a) from t; end;

-- rows
insert into t values (2, 'new', 1);

-- rows new
insert into t values (2, 'new', 1);
