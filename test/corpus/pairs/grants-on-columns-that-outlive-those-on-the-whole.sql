-- A role loses what it may do with a whole table or view, and keeps what it may do with columns of it, which PostgreSQL revokes along. Found by the fuzzer, seed 41613 on 15.

-- old
create table t (id integer, a text, b text);
create view v as select id, a from t;
grant select (id, a), insert (a) on t to corpus_reader;
grant select (id) on v to corpus_reader;

-- new
create table t (id integer, a text, b text);
create view v as select id, a from t;
grant select (id, b) on t to corpus_reader;
grant insert (a), update (a) on t to corpus_reader with grant option;
grant all on t to corpus_reader with grant option;
grant select (id) on v to corpus_reader;
grant insert, select on v to corpus_reader;
