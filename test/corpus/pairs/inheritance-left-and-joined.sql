-- Tables leave a parent that loses a column or goes, and keep what they inherited; back, they join with what they have.

-- old
create table parent (id integer default 3, x text default 'a' not null check (x <> ''), y text);
create table child (y text) inherits (parent);
create table parent2 (id integer, x text);
create table child2 (y text) inherits (parent2);
create table grand2 (z text) inherits (child2);

-- new
create table parent (id integer);
create table child (id integer, x text default 'b' not null check (x <> ''), y text);
create table child2 (id integer, x text, y text);
create table grand2 (z text) inherits (child2);

-- rows
insert into child (id, x) values (1, 'x');
insert into child2 (id, x) values (1, 'x');
insert into grand2 (id, x) values (1, 'x');

-- rows new
insert into child (id, x) values (1, 'x');
insert into child2 (id, x) values (1, 'x');
insert into grand2 (id, x) values (1, 'x');
