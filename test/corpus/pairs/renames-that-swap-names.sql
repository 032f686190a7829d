-- Two tables, two columns and two labels change places; a table takes the name that a view had.
-- renames: table:public.a to table:public.b
-- renames: table:public.b to table:public.a
-- renames: column:public.a.x to column:public.b.y
-- renames: column:public.a.y to column:public.b.x
-- renames: table:public.c to table:public.d

-- old
create table a (id integer primary key, x integer check (x > 0), y integer default 7);
create table b (id integer primary key, a_id integer references a (id), t text unique);
create table c (id integer primary key, note text);
create view d as select id from a;

-- new
create table b (id integer primary key, y integer check (y > 0), x integer default 7);
create table a (id integer primary key, a_id integer references b (id), t text unique);
create table d (id integer primary key, note text);
create view c as select id from b;

-- rows
insert into a values (1, 1, 2);
insert into b values (1, 1, 't');
insert into c values (1, 'n');

-- rows new
insert into b values (1, 1, 2);
insert into a values (1, 1, 't');
insert into d values (1, 'n');
