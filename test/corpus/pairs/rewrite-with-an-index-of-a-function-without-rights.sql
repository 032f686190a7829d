-- PostgreSQL builds indexes again with the rights of the table's owner, who may no longer execute their functions.

-- old
create function f0(a integer) returns integer language plpgsql immutable as 'begin return a + 2; end';
create table t3 (id integer, b text, c integer);
create index i2 on t3 (f0(id));
create index i3 on t3 (c) where f0(c) > 0;
alter table t3 owner to corpus_reader;
create table t4 (id integer);
create index i4 on t4 (f0(id));
alter table t4 owner to corpus_reader;
create table t5 (id integer);
create index i5 on t5 (f0(id));
alter table t5 owner to corpus_reader;
revoke execute on function f0 from public;

-- new
create function f0(a integer) returns integer language plpgsql immutable as 'begin return a + 2; end';
create table t3 (id integer, b integer, c integer);
create index i2 on t3 (f0(id));
create index i3 on t3 (c) where f0(c) > 0;
alter table t3 owner to corpus_reader;
create unlogged table t4 (id integer);
create index i4 on t4 (f0(id));
alter table t4 owner to corpus_reader;
create table t5 (id integer, twice integer generated always as (id * 2) stored);
create index i5 on t5 (f0(id));
alter table t5 owner to corpus_reader;
revoke execute on function f0 from public;

-- rows
insert into t3 values (1, '2', 3);
insert into t4 values (1);
insert into t5 values (1);

-- rows new
insert into t3 values (1, 2, 3);
insert into t4 values (1);
insert into t5 values (1);
