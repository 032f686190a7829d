-- The domain uses the sequence, which belongs to a column of the domain. Both go: the column takes a detour meanwhile.
-- undumped: a table of the domain before the domain's default, which is the table's: a dump can't be restored

-- old
create sequence q;
create domain d as smallint default nextval('q') constraint filled check (value::text <> '0');
create table t (id integer, a d) partition by hash (id);
create table t0 partition of t for values with (modulus 1, remainder 0);
create table u (id integer, a d);
alter sequence q owned by t.a;

-- new
create domain d as numeric constraint filled check (value::text <> '0');
create table t (id integer, a d) partition by hash (id);
create table t0 partition of t for values with (modulus 1, remainder 0);
create table u (id integer, a d);

-- rows
insert into t values (1, 2);
insert into u values (1, 2);

-- rows new
insert into t values (1, 2);
insert into u values (1, 2);
