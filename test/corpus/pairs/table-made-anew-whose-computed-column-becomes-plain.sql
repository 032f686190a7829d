-- A table made anew has a computed column that becomes a plain one and keeps its values. Found by the fuzzer, seed 41341 on 15.
-- loses: column:public.t.c

-- old
create table t (id integer, a text, c integer generated always as (id + 1) stored) partition by hash (id);
create table p partition of t for values with (modulus 1, remainder 0);

-- new
create table t (id bigint primary key, a text, c bigint);

-- rows
insert into t values (1, 'x');

-- rows new
insert into t values (1, 'x', 2);
