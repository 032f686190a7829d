-- Tables that are clustered on an index or replicate by it, while that index comes, changes or goes.

-- old
create table sensor (id integer not null, at timestamptz not null, value numeric);
create unique index sensor_id on sensor (id);
create index sensor_at on sensor (at);
alter table sensor replica identity using index sensor_id;
alter table sensor cluster on sensor_at;
create table probe (id integer primary key);
alter table probe replica identity full;
create table meter (id integer not null);
create unique index meter_id on meter (id);

-- new
create table sensor (id integer not null, at timestamptz not null, value numeric);
create unique index sensor_id on sensor (id, at);
alter table sensor replica identity using index sensor_id;
alter table sensor cluster on sensor_id;
create table probe (id integer primary key);
alter table probe replica identity nothing;
create table meter (id integer not null);
create unique index meter_id on meter (id);
alter table meter replica identity using index meter_id;
alter table meter cluster on meter_id;

-- rows
insert into sensor values (1, now(), 1);
