-- A table's column goes, and a table that inherits it gets a computed column of its own that has the column's name.
-- loses: column:public.child.twice (its values are computed from then on)
-- loses: column:public.grandchild.twice

-- old
create table parent (id integer, twice integer, note text);
create table child () inherits (parent);
create table grandchild () inherits (child);
create table other () inherits (parent);

-- new
create table parent (id integer, note text);
create table child (twice integer generated always as (id * 2) stored) inherits (parent);
create table grandchild () inherits (child);
create table other (twice bigint) inherits (parent);

-- rows
insert into child (id) values (2);
insert into grandchild (id) values (2);
insert into other (id, twice) values (2, 3);

-- rows new
insert into child (id) values (2);
insert into grandchild (id) values (2);
insert into other (id, twice) values (2, 3);
