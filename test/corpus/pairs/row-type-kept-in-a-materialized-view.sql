-- A composite type changes that a column has, whose table's row type is a column of a materialized view.

-- old
create type size as (w integer, h text);
create table box (id integer, size size);
create materialized view boxes as select b, b.id from box b;

-- new
create type size as (w integer, h integer);
create table box (id integer, size size);
create materialized view boxes as select b, b.id from box b;

-- rows
insert into box (id) values (1);
