-- The index of a partitioned table that is no key, while its partition has a primary key in its place.

-- old
create table part (a integer) partition by list (a);
create table part_1 partition of part for values in (1);

-- new
create table part (a integer) partition by list (a);
create unique index part_a on part (a);
create table part_1 (a integer primary key);
alter table part attach partition part_1 for values in (1);

-- rows
insert into part values (1);
