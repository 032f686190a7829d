-- A column gets a type that no such index can be of, and the index goes: before, also where indexes go concurrently.
-- Or it moves to other columns, or another table. Found by the fuzzer, seeds 62009 and 62227 online on 15.

-- old
create table t (id integer, a text);
create index i on t (a, id);
create domain d as text;
create table u (id integer, a d);
create index j on u (a);
create table v (a text, b text);
create index k on v (a, b);
create index l on v (a);

-- new
create table t (id integer, a point);
create domain d as text check (value <> '');
create table u (id integer, a json);
create table v (a point, b text);
create index k on v (b);
create index l on u (id);

-- rows
insert into t values (1, '(1,2)');

-- rows new
insert into t values (1, '(1,2)');
