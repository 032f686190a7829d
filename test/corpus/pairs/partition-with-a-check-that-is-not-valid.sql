-- A partition comes to a table with a check that is not valid.

-- old
create table t (id integer) partition by list (id);
alter table t add constraint k check (id > 0) not valid;

-- new
create table t (id integer) partition by list (id);
create table p partition of t default;
alter table t add constraint k check (id > 0) not valid;
create table both_new (id integer) partition by list (id);
create table both_new_before partition of both_new for values in (1);
alter table both_new add constraint k check (id > 0) not valid;
create table both_new_after partition of both_new for values in (2);
