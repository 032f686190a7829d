-- A plain table becomes a partitioned one, and a partitioned one gets another key; a view, a foreign key, a policy, a
-- trigger and a function with a parsed body stand on them. They have to be made anew, and keep their rows.

-- old
create type state as enum ('new', 'old', 'gone');
create table measure (id bigint primary key, at date not null, value numeric);
create table remark (id integer primary key, measure bigint, constraint about foreign key (measure) references measure);
create view measure_view as select id, value from measure where value > 0;
create materialized view measure_sum as select sum(value) from measure_view;
create function measure_count() returns bigint language sql begin atomic select count(*) from measure; end;
alter table measure enable row level security;
alter table measure force row level security;
create policy positive on measure using (value > 0);
create table trip (id integer generated always as identity (start 7), town text, year integer) partition by list (town);
create table trip_a partition of trip for values in ('Aarau');
create table trip_b partition of trip for values in ('Basel', 'Bern') partition by list (town);
create table trip_b_1 partition of trip_b for values in ('Basel');
create table trip_b_2 partition of trip_b for values in ('Bern');
create table stay (id serial primary key, state state, note varchar(20), nights integer, twice integer generated always as (nights * 2) stored)
  partition by hash (id);
create table stay_0 partition of stay for values with (modulus 2, remainder 0);
create table stay_1 partition of stay for values with (modulus 2, remainder 1);
create table stay_log (id integer, note text);
create table stay_remark (stay integer references stay);

-- new
create type state as enum ('old', 'new');
create table measure (id bigint, at date not null, value numeric, primary key (id, at)) partition by range (at);
create table measure_2026 partition of measure for values from ('2026-01-01') to ('2027-01-01');
create table remark (id integer primary key, measure bigint);
create view measure_view as select id, value from measure where value > 0;
create materialized view measure_sum as select sum(value) from measure_view;
create function measure_count() returns bigint language sql begin atomic select count(*) from measure; end;
alter table measure enable row level security;
alter table measure force row level security;
create policy positive on measure using (value > 0);
create table trip (id integer generated always as identity (start 7), town text, year integer) partition by range (year);
create table trip_a partition of trip for values from (2000) to (2001);
create table trip_b partition of trip for values from (2001) to (2003) partition by list (town);
create table trip_b_all partition of trip_b default;
create table stay (id serial primary key, state state, note text not null, nights bigint, twice bigint generated always as (nights * 3) stored);
create table stay_log (id integer, note text);
create function log_stay() returns trigger language plpgsql as 'begin insert into stay_log values (new.id, new.note); return new; end';
create trigger logged after insert on stay for each row execute function log_stay();
create rule noted as on insert to stay do also insert into stay_log values (new.id, 'by rule');
create table stay_remark (stay integer references stay);

-- rows
insert into measure values (1, '2026-01-01', 1);
insert into remark values (1, 1);
insert into trip (town, year) values ('Aarau', 2000), ('Basel', 2001), ('Bern', 2002);
insert into stay (state, note, nights) values ('new', 'a', 1), ('old', 'b', 2), (null, 'c', 3);
insert into stay_remark values (1), (3);

-- rows new
insert into measure values (1, '2026-01-01', 1);
insert into remark values (1, 1);
insert into trip (town, year) values ('Aarau', 2000);
insert into stay (state, note, nights) values ('new', 'a', 1), ('old', 'b', 2), (null, 'c', 3);
insert into stay_remark values (1), (3);
