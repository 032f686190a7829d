-- A partitioned table is unlogged or not, which versions before 18 know and have no statement to change. Found by the
-- fuzzer, seed 42698 on 15.
-- until: 17
-- undumped: that a partitioned table is unlogged

-- old
create unlogged table t (id integer primary key, note text) partition by range (id);
create table p partition of t for values from (0) to (10);
create unlogged table q partition of t for values from (10) to (20);
create index i on t (note);
create unlogged table r (t integer references t);

-- new
create table t (id integer primary key, note text) partition by range (id);
create table p partition of t for values from (0) to (10);
create unlogged table q partition of t for values from (10) to (20);
create index i on t (note);
create table r (t integer references t);

-- rows
insert into t values (1, 'a'), (11, 'b');
insert into r values (11);

-- rows new
insert into t values (1, 'a'), (11, 'b');
insert into r values (11);
