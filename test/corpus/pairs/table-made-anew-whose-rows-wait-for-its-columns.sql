-- Columns that a circle keeps out of CREATE TABLE are added before the rows come back. Found by the fuzzer, seed 40832 on 15.

-- old
create table t (id bigint not null, d boolean, e integer) partition by range (id);
create table u (id integer primary key, e text);
create view of_u as select id, count(*) as n from u group by id;
create view all_of_t as select * from t;
create view moves as select id from of_u;
create policy y on u using (exists (select 1 from t x where x.id::text = 'a'));

-- new
create table t (id serial primary key, a bigint, e varchar(40));
create table u (id serial primary key, e text) partition by hash (id);
create table p partition of u for values with (modulus 4, remainder 2);
create view of_u as select id, count(*) as n from u group by id;
create view all_of_t as select * from t;
create view moves as select id from t;
create policy y on u using (exists (select 1 from t x where x.id::text = 'a'));
grant select (id, e) on t to corpus_reader;
