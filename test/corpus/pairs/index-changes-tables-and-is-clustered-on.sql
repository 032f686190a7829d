-- An index of the same name is on another table, which is new, and both tables are clustered on it.

-- old
create table t0 (id integer, note text);
create index i1 on t0 (id);
alter table t0 cluster on i1;

-- new
create table t0 (id integer, note text);
create table t5 (id integer not null, note text);
create unique index i1 on t5 (id);
alter table t5 cluster on i1;
alter table t5 replica identity using index i1;

-- rows
insert into t0 values (1, 'a');

-- rows new
insert into t0 values (1, 'a');
