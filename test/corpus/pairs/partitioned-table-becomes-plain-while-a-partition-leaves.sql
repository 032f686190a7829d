-- A partition leaves with its rows, those below it too; the others' come into the table itself. And back: the partition
-- that comes has rows of its own.

-- old
create table t (id integer, n integer) partition by list (id);
create table goes partition of t for values in (1);
create table stays partition of t for values in (2) partition by list (n);
create table stays_below partition of stays for values in (1);
create table below_goes partition of stays for values in (2);

-- new
create table t (id integer, n integer);
create table stays (id integer, n integer);
create table stays_below (id integer, n integer);

-- rows
insert into t values (1, 1), (2, 1), (2, 2);

-- rows new
insert into t values (1, 1);
insert into stays values (2, 2);
insert into stays_below values (2, 1);
