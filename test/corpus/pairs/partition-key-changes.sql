-- A plain table becomes a partitioned one, and a partitioned one gets another key; a view, a foreign key, a policy and a
-- function with a parsed body stand on them. PostgreSQL has no way to keep the rows.
-- loses: table:public.measure
-- loses: table:public.trip
-- loses: table:public.trip_a

-- old
create table measure (id bigint primary key, at date not null, value numeric);
create table remark (id integer primary key, measure bigint, constraint about foreign key (measure) references measure);
create view measure_view as select id, value from measure where value > 0;
create function measure_count() returns bigint language sql begin atomic select count(*) from measure; end;
alter table measure enable row level security;
create policy positive on measure using (value > 0);
create table trip (id integer, town text, year integer) partition by list (town);
create table trip_a partition of trip for values in ('Aarau');

-- new
create table measure (id bigint, at date not null, value numeric, primary key (id, at)) partition by range (at);
create table measure_2026 partition of measure for values from ('2026-01-01') to ('2027-01-01');
create table remark (id integer primary key, measure bigint);
create view measure_view as select id, value from measure where value > 0;
create function measure_count() returns bigint language sql begin atomic select count(*) from measure; end;
alter table measure enable row level security;
create policy positive on measure using (value > 0);
create table trip (id integer, town text, year integer) partition by range (year);
create table trip_a partition of trip for values from (2000) to (2001);

-- rows
insert into measure values (1, '2026-01-01', 1);
insert into remark values (1, 1);
insert into trip values (1, 'Aarau', 2000);
