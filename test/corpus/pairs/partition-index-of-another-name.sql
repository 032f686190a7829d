-- What stands for an index or key of a partitioned table in a partition has another name, or options of its own.

-- old
create table metrics (day integer, host text, load numeric) partition by list (day);
create table monday partition of metrics default;
create index by_load on metrics ((load::text));
create index by_load_too on metrics ((load::text));
create table events (day integer not null, id integer not null) partition by list (day);
create table events_1 (day integer not null, id integer not null, constraint first_key primary key (day, id));
alter table events add primary key (day, id);
alter table events attach partition events_1 for values in (1);
create table notes (day integer, id integer, foreign key (day, id) references events (day, id));
create index by_id on events (id);

-- new
create table metrics (day integer, host text, load numeric) partition by list (day);
create table monday partition of metrics default;
create index by_load_too on metrics ((load::text));
create table events (day integer not null, id integer not null) partition by list (day);
create table events_1 (day integer not null, id integer not null, constraint only_key primary key (day, id));
alter table events add primary key (day, id);
alter table events attach partition events_1 for values in (1);
create table notes (day integer, id integer, foreign key (day, id) references events (day, id));
create index by_id on events (id);
alter index events_1_id_idx set (fillfactor = 60);

-- rows
insert into metrics values (1, 'a', 2);
insert into events values (1, 1);
insert into notes values (1, 1);

-- rows new
insert into metrics values (1, 'a', 2);
insert into events values (1, 1);
insert into notes values (1, 1);
