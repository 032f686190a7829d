-- A table with a check that is not validated becomes partitioned, and its partitions get the check from it.

-- old
create table event (id integer not null);
alter table event add constraint positive check (id > 0) not valid;

-- new
create table event (id integer not null) partition by range (id);
create table event_rest partition of event default partition by range (id);
create table event_20 partition of event for values from (20) to (30);
alter table event add constraint positive check (id > 0) not valid;
