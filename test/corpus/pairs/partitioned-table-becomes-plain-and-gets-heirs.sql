-- A partitioned table becomes a plain one, which a table with rows inherits from: by then it shows them too. Found by the
-- fuzzer, seed 50533 on 18.

-- old
create table t (id integer) partition by list (id);
create table p partition of t default;
create table heir (id integer);

-- new
create table t (id integer);
create table heir () inherits (t);

-- rows
insert into t values (1);
insert into heir values (2);

-- rows new
insert into t values (1);
insert into heir values (2);
