-- A partition leaves a table that is made anew, and its column is no longer NOT NULL by then: on PostgreSQL 18 that had the name of the table's. Found by the fuzzer, seed 50374 on 18.

-- old
create table t (id text) partition by range (id);
create table u (id integer not null);
create table p partition of t for values from ('2') to ('3');

-- new
create table t (id text) partition by range (id);
create table u (id integer not null) partition by range (id);
create table p partition of u for values from (20) to (30);

-- rows
insert into p values ('25');

-- rows new
insert into p values (25);
