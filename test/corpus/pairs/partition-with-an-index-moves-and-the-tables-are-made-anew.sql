-- A partition moves from a table with an index to one without it, and what the index is on is made anew.

-- old
create table t1 (id integer, e text);
create table t3 (id text, b text) partition by list (id);
create table p0 partition of t3 default;
create index i1 on t3 ((id::text));
create index i2 on t3 (b);

-- new
create table t1 (id text, b text) partition by list (id);
create table t3 (id text, b text, c integer) with (fillfactor = 57);
create table p0 partition of t1 default;
create index i1 on t3 ((id::text));
create index i2 on t3 (c);
