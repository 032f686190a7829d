-- Tables begin to inherit a computed column: where theirs was plain, of another type, or missing.
-- loses: column:public.t3.c (its values are computed from then on)
-- loses: column:public.t4.c

-- old
create table t3 (id integer primary key, c smallint);
create table t4 (id integer, c integer);
create table t5 (note text);

-- new
create table t0 (id integer not null, c integer generated always as (id + 1) stored);
create table t3 (id serial primary key) inherits (t0);
create table t4 () inherits (t0);
create table t5 (note text) inherits (t0);

-- rows
insert into t3 values (1, 2);
insert into t4 values (1, 2);

-- rows new
insert into t3 values (1);
insert into t4 values (1);
