-- A partition gets another bound, a new one takes its old one, and their table gets a check whose rows are not looked at:
-- that comes for all of them once they are attached. Found by the fuzzer, seed 42813 on 15.

-- old
create table t (id integer) partition by list (id);
create table p1 partition of t default;

-- new
create table t (id integer) partition by list (id);
create table p0 partition of t default;
create table p1 partition of t for values in (31, 32);
alter table t add constraint positive check (id > 0) not valid;

-- rows
insert into t values (31);

-- rows new
insert into t values (31);
