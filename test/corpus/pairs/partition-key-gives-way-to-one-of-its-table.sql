-- A partition's own primary key gives way to one of its table: from 18 on its NOT NULL has a name, which the table's joins.

-- old
create table t (id integer not null, e date) partition by list (id);
create table p partition of t for values in (1, 2);
alter table p add constraint k primary key (e);

-- new
create table t (id integer not null, e date) partition by list (id);
create table p partition of t for values in (1, 2);
alter table t add constraint k primary key (e, id);
