-- A check that a table gets reaches the tables below, where something else has its name until then.

-- old
create table t0 (id integer primary key) partition by list (id);
create table p2 partition of t0 for values in (21, 22);
alter table p2 add constraint k4 foreign key (id) references p2 deferrable;
create table parent (id integer);
create table child () inherits (parent);
create table grandchild () inherits (child);
alter table grandchild add constraint k5 unique (id);

-- new
create table t0 (id integer primary key) partition by list (id);
alter table t0 add constraint k4 check (id > 0);
create table p2 partition of t0 for values in (21, 22);
create table parent (id integer);
alter table parent add constraint k5 check (id > 0);
create table child () inherits (parent);
create table grandchild () inherits (child);

-- rows
insert into t0 values (21);

-- rows new
insert into t0 values (21);
