-- A partition leaves a table that is made anew, and a computed column of it becomes a plain one while what that is computed of changes its type. Found by the fuzzer, seed 50374 on 18.
-- loses: column:public.p.d

-- old
create table t (id text, d numeric(10,2)) partition by range (id);
create table u (id integer);
create table p partition of t for values from ('2') to ('3');

-- new
create table t (id text) partition by list (id);
create table u (id integer, d integer generated always as (id + 1) stored) partition by range (id);
create table p partition of u for values from (20) to (30);

-- rows
insert into p values ('25', 1.5);

-- rows new
insert into p values (25);
