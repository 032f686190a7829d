-- What objects are created with from now on changes after all are created, also after those that wait for what runs
-- outside of transactions. Found by the fuzzer, seed 62044 online on 15.

-- old
create table t (id bigint, a text);
create view v as select * from t;

-- new
create table t (id integer not null, a text);
create view v as select * from t;
alter default privileges in schema public grant select on tables to corpus_reader;

-- rows
insert into t values (1, 'a');

-- rows new
insert into t values (1, 'a');
