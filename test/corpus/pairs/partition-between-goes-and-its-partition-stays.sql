-- A default partition that has partitions is replaced by one of another name, and they stay with their rows.

-- old
create table part (a integer, b integer) partition by list (a);
create table one partition of part for values in (1);
create table between_old partition of part default partition by list (b);
create table below partition of between_old for values in (2, 3);

-- new
create table part (a integer, b integer) partition by list (a);
create table one partition of part for values in (1);
create table between_new partition of part default partition by list (b);
create table below partition of between_new for values in (2, 3);

-- rows
insert into part values (1, 1), (2, 2), (3, 3);
