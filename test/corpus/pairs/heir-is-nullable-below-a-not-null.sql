-- Until 17 a table may be without the NOT NULL of the table that it inherits from.
-- until: 17

-- old
create table parent (a integer not null, b text not null);
create table other (note text);
create table heir () inherits (parent);

-- new
create table parent (a integer not null, b text not null, c integer default 1 not null);
create table heir () inherits (parent);
alter table heir alter column c drop not null;
create table child (note text) inherits (parent);
alter table child alter column a drop not null;
create table grandchild () inherits (child);
alter table grandchild alter column b drop not null;

-- rows
insert into parent values (1, 'b');

-- rows new
insert into parent values (1, 'b');
