-- A partition comes to a table that is made anew, with a check that no row was looked at for. Found by the fuzzer, seed
-- 41258 on 15.

-- old
create table t (id bigint not null) partition by range (id);
alter table t add constraint k check (id > 2) not valid;
create table other (id bigint) partition by hash (id);
create table p partition of other for values with (modulus 4, remainder 3);

-- new
create table t (id bigint) partition by hash (id);
create table p partition of t for values with (modulus 4, remainder 1);
alter table t add constraint k check (id > 2) not valid;
