-- A column gets another type, and what inherits it another default of its own.

-- old
create table t5 (id integer, e int4range default '[1,2)') partition by range (id);
create table p0 partition of t5 for values from (10) to (20);
alter table p0 alter column e set default '[3,4)';
create table parent (id integer, e text);
create table child (note text) inherits (parent);
alter table child alter column e set default 'seven';

-- new
create table t5 (id integer, e bigint default '1') partition by range (id);
create table p0 partition of t5 default;
alter table p0 alter column e set default 7;
create table parent (id integer, e integer);
create table child (note text) inherits (parent);
alter table child alter column e set default 7;

-- rows
insert into parent values (1, '2');

-- rows new
insert into parent values (1, 2);
