-- from: 18
-- A table whose rows are kept whole elsewhere gets no computed column, be it virtual.
-- old
create table t (id integer primary key);
create materialized view kept as select x, x.id from t x;

-- new
create table t (id integer primary key, v integer generated always as (id * 2) virtual);
create materialized view kept as select x, x.id from t x;

-- rows
insert into t values (1);

-- rows new
insert into t values (1);
