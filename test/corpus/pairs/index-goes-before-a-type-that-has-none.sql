-- A column gets a type that no such index can be of, and the index goes: before, also where indexes go concurrently.
-- Found by the fuzzer, seed 62009 online on 15.

-- old
create table t (id integer, a text);
create index i on t (a, id);
create domain d as text;
create table u (id integer, a d);
create index j on u (a);

-- new
create table t (id integer, a point);
create domain d as text check (value <> '');
create table u (id integer, a xml);

-- rows
insert into t values (1, '(1,2)');

-- rows new
insert into t values (1, '(1,2)');
