-- An index becomes the replica identity whose column becomes NOT NULL only then. Found by the fuzzer, seed 61039.

-- old
create table t (id integer not null, b integer);
create unique index i on t (id, b);
create table u (b integer);
create unique index j on u (b);
alter table u replica identity full;

-- new
create table t (id integer not null, b integer not null);
create unique index i on t (id, b);
alter table t replica identity using index i;
create table u (b bigint not null);
create unique index j on u (b);
alter table u replica identity using index j;

-- rows
insert into t values (1, 2);
insert into u values (1);

-- rows new
insert into t values (1, 2);
insert into u values (1);
