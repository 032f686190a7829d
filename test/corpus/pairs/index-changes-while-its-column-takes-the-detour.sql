-- An index gets other columns while the type of one of them is made anew.

-- old
create schema app;
create type app.c1 as (x varchar(40), y smallint);
create table t0 (id bigint, a numeric(10,2) not null, b app.c1);
create index i2 on t0 (id, b);
create unique index i3 on t0 (b);

-- new
create schema app;
create type app.c1 as (x text, y varchar);
create table t0 (id bigint, a numeric(10,2) not null, b app.c1);
create index i2 on t0 (a) where b is not null;
create unique index i3 on t0 (b, a);

-- rows
insert into t0 values (1, 1, '(a,2)');

-- rows new
insert into t0 values (1, 1, '(a,2)');
