-- Tables that inherit, and partitions, stay NOT NULL, some with a key of their own. Found by the fuzzer, seed 40615 on 15.

-- old
create table parent (id integer, b integer not null);
create table child () inherits (parent);
create table grandchild () inherits (child);
create table keyed () inherits (parent);
alter table keyed add primary key (b);
create table follower () inherits (parent);
create table own (b integer not null) inherits (parent);
create table t (id integer, b integer not null, c integer) partition by list (id);
create table p partition of t for values in (1);
create table p_keyed partition of t for values in (2);
alter table p_keyed add primary key (b);
create table p_parts partition of t for values in (3) partition by list (c);
create table p_parts_1 partition of p_parts for values in (1);
alter table p_parts_1 add constraint key_of_1 primary key (b);
create table p_follows partition of t for values in (4);

-- new
create table parent (id integer, b integer);
create table child () inherits (parent);
alter table child alter b set not null;
create table grandchild () inherits (child);
create table keyed () inherits (parent);
alter table keyed add primary key (b);
create table follower () inherits (parent);
create table own (b integer not null) inherits (parent);
create table t (id integer, b integer, c integer) partition by list (id);
create table p partition of t (b not null) for values in (1);
create table p_keyed partition of t for values in (2);
alter table p_keyed add primary key (b);
create table p_parts partition of t (b not null) for values in (3) partition by list (c);
create table p_parts_1 partition of p_parts for values in (1);
alter table p_parts_1 add constraint key_of_1 primary key (b);
create table p_follows partition of t for values in (4);

-- rows
insert into child values (1, 1);
insert into t values (1, 1, 1), (2, 2, 1), (3, 3, 1);

-- rows new
insert into child values (1, 1);
insert into t values (1, 1, 1), (2, 2, 1), (3, 3, 1);
