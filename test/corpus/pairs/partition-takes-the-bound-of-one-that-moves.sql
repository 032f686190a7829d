-- A partition gets the bound of one that moves to another table, or leaves. Found by the fuzzer, seed 42706 on 15.

-- old
create table t (id integer, note text) partition by list (id);
create table u (id integer, note text) partition by list (id);
create table a partition of t for values in (1);
create table z partition of t for values in (2);
create table a2 partition of t for values in (3);
create table z2 partition of t for values in (4);
create table swapped partition of u for values in (5);
create table with_it partition of t for values in (6);

-- new
create table t (id integer, note text) partition by list (id);
create table u (id integer, note text) partition by list (id);
create table a partition of t for values in (2);
create table z partition of u for values in (2);
create table a2 partition of t for values in (4);
create table z2 (id integer, note text);
create table swapped partition of t for values in (6);
create table with_it partition of u for values in (5);
