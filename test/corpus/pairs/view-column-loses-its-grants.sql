-- What stands on a column of a view stays when the column loses the privileges or the comment it had of its own: run a
-- second time, the script changes nothing. Found by the fuzzer, seed 61119 idempotent on 18.

-- old
create table t (id integer, a text);
create view v as select * from t;
grant select (id) on v to corpus_reader;
comment on column v.a is 'text';
create materialized view m as select id, a from v;
create view w as select v.id from v;

-- new
create table t (id integer, a text);
create view v as select * from t;
create materialized view m as select id, a from v;
create view w as select v.id from v;

-- rows
insert into t values (1, 'a');

-- rows new
insert into t values (1, 'a');
