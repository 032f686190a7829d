-- A table whose row type other columns, functions and views use gets and loses columns.

-- old
create table point3 (x integer, y integer, z integer);
create table path (id integer primary key, points point3[], start point3);
create function norm(p point3) returns integer language sql as $$ select p.x $$;
create view starts as select id, (start).x as x from path;

-- new
create table point3 (x integer, y integer, w integer, label text);
create table path (id integer primary key, points point3[], start point3);
create function norm(p point3) returns integer language sql as $$ select p.x $$;
create view starts as select id, (start).x as x from path;

-- rows
insert into point3 values (1, 2, 3);
