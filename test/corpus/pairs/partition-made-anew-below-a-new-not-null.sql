-- A partition that moves is made anew while its new table gets a NOT NULL: nothing is done to it before.
-- old
create table t (id integer, a text, b integer) partition by range (id);
create table q partition of t for values from (1) to (9);
create table u (id integer, a text not null, b integer) partition by range (b, id);
create table p partition of u default;

-- new
create table t (id integer, a text not null, b integer) partition by range (id);
create table q partition of t for values from (1) to (9);
create table u (id integer, a text not null, b integer) partition by range (b, id);
create table p partition of t default partition by range (b);

-- rows
insert into t values (1, 'a', 2);

-- rows new
insert into t values (1, 'a', 2);
