-- A NOT NULL goes from a partitioned table, and a key of its partition needs it by then: PostgreSQL refuses to drop it again.
-- From 18 on a partition's own NOT NULL is told apart.
-- until: 17

-- old
create table t (id integer, e integer) partition by list (id);
create table p partition of t for values in (1, 2);
alter table p add constraint k primary key (e);

-- new
create table t (id integer, e integer not null) partition by list (id);
create table p partition of t for values in (1, 2);

-- rows
insert into t values (1, 1), (2, 2);

-- rows new
insert into t values (1, 1), (2, 2);
