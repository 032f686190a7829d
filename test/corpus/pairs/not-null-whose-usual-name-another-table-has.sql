-- from: 18
-- undumped: that a NOT NULL has its usual name
-- PostgreSQL gives a NOT NULL another name than usual where a constraint of the schema has that already.
-- old
create table t (id serial, a text[], d int4range);
create table u (id integer);
create table v (id integer);

-- new
create table t (id integer not null, b numeric) partition by hash (id);
create table p partition of t for values with (modulus 4, remainder 0);
alter table t detach partition p;
create table u (id integer not null);
create table w (id integer not null);
create table v (id integer, constraint u_id_not_null check (id > 0), constraint w_id_not_null check (id < 9));

-- rows
insert into u values (1);

-- rows new
insert into u values (1);
