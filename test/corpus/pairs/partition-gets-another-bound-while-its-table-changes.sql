-- A partition gets another bound while the table that it stays in changes. Found by the fuzzer, seed 40236 on 15.

-- old
create table t (id integer not null, a numeric, c integer, gone text, s integer) partition by list (id);
create table p partition of t for values in (11, 12);
create table still partition of t for values in (1);
create table rest partition of t default;
alter table t add constraint before check (a > 0);
create index t_c on t (c);
create view seen as select c, s from p;

-- new
create table t (id integer not null, a numeric not null, c bigint, s integer, come text default 'x') partition by list (id);
create table p partition of t default;
create table still partition of t for values in (1);
alter table t add constraint later check (s > 0);
alter table t add primary key (id);
create index t_c on t (c, s);
create view seen as select c, s from p;

-- rows
insert into t (id, a, c, s) values (1, 1, 2, 3);

