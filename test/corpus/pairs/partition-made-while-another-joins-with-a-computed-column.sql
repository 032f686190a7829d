-- A table gets a computed column, a new default partition, and one that was another table's. Found by the fuzzer, seed 41848 on 15.

-- old
create table t (id integer primary key, c point) partition by list (id);
create table r partition of t for values in (1);
create table u (id bigint, c jsonb default '{}', e numeric) partition by hash (id);
create table p partition of u for values with (modulus 4, remainder 2);

-- new
create table t (id integer primary key, c point, d integer generated always as (id + 1) stored) partition by list (id);
create table r partition of t for values in (1);
create table u (id bigint, c jsonb default '{}', e numeric) partition by hash (id);
create table q partition of t default;
create table p partition of t for values in (31, 32);
