-- A table and columns go on under other names, and something else takes the old ones.
-- renames: table:public.data to table:public.stored
-- renames: column:public.t.x to column:public.t.y
-- renames: column:public.t.y to column:public.t.x

-- old
create table data (id integer primary key, name text);
create view q as select * from data;
create table t (x integer, y integer, z integer, check (x <> y));
create index of_x on t (x);
create index by_difference on t ((x - y));
create view of_t as select x from t;

-- new
create table stored (id integer primary key, name text);
create view data as select * from stored;
create view q as select * from data;
create table t (y integer, x integer, z integer, check (x <> y));
create index of_x on t (x);
create index by_difference on t ((x - y));
create view of_t as select x from t;

-- rows
insert into data values (1, 'n');
insert into t values (2, 1, 0);

-- rows new
insert into stored values (1, 'n');
insert into t values (1, 2, 0);
