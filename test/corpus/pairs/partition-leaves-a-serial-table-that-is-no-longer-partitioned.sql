-- A partition goes to another table, the one it leaves is made anew as a plain one, with its sequence. Found by the fuzzer, seed 40074 on 15.

-- old
create table t0 (id serial not null, a smallint) partition by list (id);
create table t1 (id serial, a smallint) partition by range (id);
create table p partition of t1 default;

-- new
create table t0 (id serial not null, a smallint) partition by list (id);
create table t1 (id serial, a smallint);
create table p partition of t0 for values in (31, 32);
