-- The keys of a partition are attached to those of another table, which has them in another order: ATTACH PARTITION
-- takes the oldest that fits.

-- old
create table t (id integer primary key, n integer) partition by list (id);
alter table t add constraint t_key unique (id) deferrable;
create table u (id integer not null, n integer) partition by list (id);
alter table u add constraint u_key unique (id) deferrable;
alter table u add primary key (id);
create table p partition of t for values in (1);
create table refers (id integer references p (id));

create table v (id integer constraint v_a unique, n integer) partition by list (id);
alter table v add constraint v_b unique (id) deferrable;
create index v_n on v (n);
create index v_m on v (n);
create table w (id integer constraint w_b unique deferrable, n integer) partition by list (id);
alter table w add constraint w_a unique (id);
create index w_m on w (n);
create index w_n on w (n);
create table q (id integer constraint q_a unique, n integer);
alter table q add constraint q_b unique (id) deferrable;
create index q_n on q (n);
create index q_m on q (n);
alter table v attach partition q for values in (1);

-- new
create table t (id integer primary key, n integer) partition by list (id);
alter table t add constraint t_key unique (id) deferrable;
create table u (id integer not null, n integer) partition by list (id);
alter table u add constraint u_key unique (id) deferrable;
alter table u add primary key (id);
create table p partition of u for values in (1);
create table refers (id integer references p (id));

create table v (id integer constraint v_a unique, n integer) partition by list (id);
alter table v add constraint v_b unique (id) deferrable;
create index v_n on v (n);
create index v_m on v (n);
create table w (id integer constraint w_b unique deferrable, n integer) partition by list (id);
alter table w add constraint w_a unique (id);
create index w_m on w (n);
create index w_n on w (n);
create table q (id integer constraint q_b unique deferrable, n integer);
alter table q add constraint q_a unique (id);
create index q_m on q (n);
create index q_n on q (n);
alter table w attach partition q for values in (1);

-- rows
insert into p values (1, 1);
insert into refers values (1);
insert into q values (1, 1);

-- rows new
insert into p values (1, 1);
insert into refers values (1);
insert into q values (1, 1);
