-- Indexes, a clustered one among them, statistics, storage and comments of materialized views that are replaced or not.

-- old
create table fact (id integer primary key, region text, amount numeric);
create materialized view by_region as select region, sum(amount) as total from fact group by region;
create unique index by_region_region on by_region (region);
create index by_region_total on by_region (total);
alter materialized view by_region cluster on by_region_total;
create materialized view stays as select id, region from fact;
create index stays_region on stays (region);
alter materialized view stays alter column id set (n_distinct = 5);
alter materialized view stays alter column region set compression pglz;
alter materialized view stays cluster on stays_region;

-- new
create table fact (id integer primary key, region text, amount numeric);
create materialized view by_region as select region, sum(amount) as total, count(*) as n from fact group by region;
create unique index by_region_region on by_region (region);
create index by_region_total on by_region (total desc);
alter materialized view by_region cluster on by_region_region;
alter materialized view by_region alter column region set statistics 10;
create materialized view stays with (autovacuum_enabled = false) as select id, region from fact;
create index stays_region on stays (region) where region <> '';
create statistics stays_stat on id, region from stays;
alter materialized view stays alter column region set storage external;
comment on index stays_region is 'Small';
comment on column stays.region is 'Where';

-- rows
insert into fact values (1, 'a', 2);
refresh materialized view stays;
