-- A partitioned table gets a partition, with partitions of its own, and indexes and a key over all of them at once.

-- old
create table visit (id integer not null, town text, day date not null) partition by range (day);
create table visit_2025 partition of visit for values from ('2025-01-01') to ('2026-01-01');

-- new
create table visit (id integer not null, town text, day date not null, note text) partition by range (day);
create table visit_2025 partition of visit for values from ('2025-01-01') to ('2026-01-01');
create table visit_2026 partition of visit for values from ('2026-01-01') to ('2027-01-01') partition by list (town);
create table visit_2026_a partition of visit_2026 for values in ('Aarau');
create table visit_2027 (like visit);
create index visit_2027_note on visit_2027 (note);
alter table visit attach partition visit_2027 for values from ('2027-01-01') to ('2028-01-01');
create index visit_town on visit (lower(town));
create unique index visit_day on visit (day, id, town);
alter table visit add constraint visit_key unique (id, day, town);
alter table visit add constraint known check (id > 0);

-- rows
insert into visit values (1, 'Bern', '2025-02-02');
