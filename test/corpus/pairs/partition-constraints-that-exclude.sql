-- from: 18
-- undumped: such a constraint as pg_dump writes it, which can't be restored
-- PostgreSQL attaches no index of a temporal key or of an exclusion constraint: a partition has it from its table.
-- old
create extension btree_gist;
create table keyed (id integer, during daterange) partition by range (id);
create table keyed_1 partition of keyed for values from (0) to (10);
create table keyed_2 partition of keyed for values from (10) to (20) partition by list (id);
create table keyed_2_1 partition of keyed_2 default;
create table apart (id integer, during daterange) partition by range (id);
create table apart_1 partition of apart for values from (0) to (10);
alter table apart add constraint no_two exclude using gist (id with =, during with &&);
create table joining (id integer, during daterange);
create table known (id integer, during daterange, unique (id, during without overlaps)) partition by range (id);
create table known_1 partition of known default;
create table seen (id integer, during daterange);

-- new
create extension btree_gist;
create table keyed (id integer, during daterange) partition by range (id);
create table keyed_1 partition of keyed for values from (0) to (10);
create table keyed_2 partition of keyed for values from (10) to (20) partition by list (id);
create table keyed_2_1 partition of keyed_2 default;
alter table keyed add constraint kept primary key (id, during without overlaps);
create table apart (id integer, during daterange) partition by range (id);
create table apart_1 partition of apart for values from (0) to (10);
create table apart_2 partition of apart for values from (10) to (20);
create table joining (id integer, during daterange);
alter table apart add constraint no_two exclude using gist (id with =, during with &&) where (id > 0);
create table known (id integer, during daterange, unique (id, during without overlaps)) partition by range (id);
create table known_1 partition of known default;
create table known_2 partition of known for values from (10) to (20);
alter table known attach partition joining for values from (20) to (30);
create table seen (id integer, during daterange, foreign key (id, period during) references known (id, period during));

-- rows
insert into keyed values (1, '[2026-01-01,2026-02-01)'), (11, '[2026-01-01,2026-02-01)');
insert into known values (1, '[2026-01-01,2026-02-01)');
insert into seen values (1, '[2026-01-02,2026-01-03)');

-- rows new
insert into keyed values (1, '[2026-01-01,2026-02-01)'), (11, '[2026-01-01,2026-02-01)');
insert into known values (1, '[2026-01-01,2026-02-01)');
insert into seen values (1, '[2026-01-02,2026-01-03)');
