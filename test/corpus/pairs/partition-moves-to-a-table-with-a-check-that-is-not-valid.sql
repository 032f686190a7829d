-- A partition, and a table, come to tables with a check that no row was looked at for. Found by the fuzzer, seed 40497 on 15.

-- old
create table t (id integer not null) partition by hash (id);
alter table t add constraint k check (id > 0) not valid;
create table other (id integer) partition by hash (id);
create table p partition of other for values with (modulus 2, remainder 0);
create table plain (id integer not null);

-- new
create table t (id integer not null) partition by hash (id);
create table other (id integer) partition by hash (id);
create table p partition of t for values with (modulus 2, remainder 0);
create table plain partition of t for values with (modulus 2, remainder 1);
alter table t add constraint k check (id > 0) not valid;
