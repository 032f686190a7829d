-- open: the new partition gets the check in CREATE TABLE, where it counts as valid; it should be added NOT VALID before ATTACH. Found by the fuzzer, seed 40059 on 15.
-- A partition comes to a table with a check that is not valid.

-- old
create table t (id integer) partition by list (id);
alter table t add constraint k check (id > 0) not valid;

-- new
create table t (id integer) partition by list (id);
create table p partition of t default;
alter table t add constraint k check (id > 0) not valid;
