-- As long as both functions are there, PostgreSQL does not know which one a call with one argument means.

-- old
create table t (id integer, d integer default 0);
create function f(a integer) returns integer language sql immutable as 'select $1 + 1';
create function g() returns integer language sql immutable as 'select 1';
create procedure q(a integer) language sql as 'select 1';
create policy p on t using (f(id) > 2);
create policy stays on t using (f(id) > 3);
create view w as select f(id) as called from t;
alter table t alter column d set default g();

-- new
create table t (id integer, d integer default 0);
create function f(a integer, more integer default 0) returns integer language sql immutable as 'select $1 + 1';
create function g(a integer default 0) returns integer language sql immutable as 'select 1';
create procedure q(a integer, more integer default 0) language sql as 'select 1';
create policy p on t using (true);
create policy stays on t using (f(id) > 4);
create view v as select f(id) as called from t;
create view w as select f(id) + 1 as called from t;
alter table t alter column d set default g() + 1;

-- rows
insert into t values (1);

-- rows new
insert into t values (1);
