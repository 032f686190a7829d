-- Who is to own a table may grant what it can do with it, and keeps that option as the owner. Found by the fuzzer, seed 40602 on 15.

-- old
create table every (id integer);
grant all on every to corpus_owner with grant option;
create table one (id integer);
grant insert on one to corpus_owner with grant option;
grant select on one to corpus_owner;
create table plain (id integer);
grant all on plain to corpus_owner;
create table stays (id integer);
grant all on stays to corpus_owner with grant option;

-- new
create table every (id integer);
alter table every owner to corpus_owner;
create table one (id integer);
alter table one owner to corpus_owner;
create table plain (id integer);
alter table plain owner to corpus_owner;
create table stays (id integer);
alter table stays owner to corpus_owner;
grant all on stays to corpus_owner with grant option;
