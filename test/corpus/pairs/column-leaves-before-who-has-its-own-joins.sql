-- A column that a table loses is gone before other tables inherit from it, or become its partitions, that lack it or have one of their own, also where an index on it goes first.

-- old
create table parent (id integer, note text, late integer);
create index parent_late on parent (late);
create table joins (id integer, note text);
create table parts (id integer, late integer) partition by list (id);
create index parts_late on parts (late);
create table attached (id integer);

-- new
create table parent (id integer, note text);
create table heir (late text) inherits (parent);
create table joins (id integer, note text) inherits (parent);
create table parts (id integer) partition by list (id);
create table attached partition of parts for values in (1);

-- rows
insert into joins values (1, 'a');
insert into attached values (1);

-- rows new
insert into joins values (1, 'a');
insert into attached values (1);
