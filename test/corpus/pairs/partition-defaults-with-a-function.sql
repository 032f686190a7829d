-- The function in a default of a partitioned table and of its partitions is created anew.

-- old
create function start(a integer) returns bigint language sql immutable as 'select $1 + 2';
create table runs (id integer, at integer default start(1)) partition by list (id);
create table runs_1 partition of runs default;
create table base (at integer default start(1));
create table heir (note text) inherits (base);

-- new
create function start(a integer) returns integer language sql immutable as 'select $1';
create table runs (id integer, at integer default start(1)) partition by list (id);
create table runs_1 partition of runs default;
create table base (at integer);
create table heir (note text) inherits (base);
alter table heir alter at set default start(1);

-- rows
insert into runs values (1);
insert into heir values (1, 'a');
