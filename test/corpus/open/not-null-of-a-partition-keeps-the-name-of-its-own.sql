-- open: on PostgreSQL 18 what was the partition's own NOT NULL keeps its name when the table's joins it, and can't be renamed then; the names of partitions are not compared (docs/coverage.md). Found by the fuzzer, seed 50111 on 18.
-- A partition's own primary key gives way to one of its table.

-- old
create table t (id integer not null, e date) partition by list (id);
create table p partition of t for values in (1, 2);
alter table p add constraint k primary key (e);

-- new
create table t (id integer not null, e date) partition by list (id);
create table p partition of t for values in (1, 2);
alter table t add constraint k primary key (e, id);
