-- Two keys of a partitioned table over the same column, and an index: a new partition has the like of each, in another
-- order by name than the table's are made in, and one of its own. ATTACH PARTITION takes the oldest that fits.

-- old
create table t (id integer primary key, code text not null) partition by list (id);
alter table t add constraint a_key unique (id) deferrable;
create index t_code on t (code);

create table u (id integer not null, n integer) partition by list (id);
create unique index u_id on u (id);
create index u_n on u (n);
create index u_a on u (n);
alter table u add primary key (id);

-- new
create table t (id integer primary key, code text not null) partition by list (id);
alter table t add constraint a_key unique (id) deferrable;
create index t_code on t (code);
create table t_1 partition of t for values in (1);
create index a_code on t_1 (code);

create table u (id integer not null, n integer) partition by list (id);
create unique index u_id on u (id);
create index u_n on u (n);
create index u_a on u (n);
alter table u add primary key (id);
create table u_1 partition of u for values in (1) partition by list (id);
create table u_11 partition of u_1 for values in (1);
alter index u_1_n_idx rename to z;
alter table u_11 add constraint b_key unique (id);
create table u_2 partition of u for values in (2);
alter table u_2 add constraint c_key unique (id);

-- rows new
insert into t values (1, 'a');
insert into u values (1, 1);
