-- A table has a column of a view's row type, and the view is made anew.

-- old
create table item (id integer, size integer);
create view short as select id, size from item;
create table pick (id integer, chosen short, many short[]);

-- new
create table item (id integer, size integer);
create view short as select size, id from item;
create table pick (id integer, chosen short, many short[]);

-- rows
insert into pick values (1, row(1, 2), array[row(1, 2)::short]);

-- rows new
insert into pick values (1, row(2, 1), array[row(2, 1)::short]);
