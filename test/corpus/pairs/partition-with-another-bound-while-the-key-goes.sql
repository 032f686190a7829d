-- A partition gets another bound while the key of its table is made anew, as another partition becomes partitioned itself
-- and the old one keeps a view waiting. Found by the fuzzer, seed 41017 on 15.

-- old
create schema app;
create table app.t (id text primary key, a jsonb) partition by range (id);
create table p0 partition of app.t default partition by list (id);
create table app.p2 partition of app.t for values from (0) to (10);
create view v1 as select * from p0;

-- new
create schema app;
create table app.t (id text primary key, a jsonb) partition by range (id);
create table p0 partition of app.t for values from ('30') to ('309');
create table p1 partition of app.t default;
create table app.p2 partition of app.t for values from (20) to (30);
create view v1 as select id from app.p2 union all select id from p1;
