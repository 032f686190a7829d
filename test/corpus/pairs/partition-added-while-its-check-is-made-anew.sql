-- A partition comes to a table whose check is made anew, and not validated. Found by the fuzzer, seed 40070 on 15.

-- old
create domain d as timestamp with time zone;
create table t (id integer, c d) partition by range (id);
alter table t add constraint k check (c::text <> '') not valid;

-- new
create domain d as bigint;
create table t (id integer, c d) partition by range (id);
create table p partition of t default;
alter table t add constraint k check (c::text <> '') not valid;
