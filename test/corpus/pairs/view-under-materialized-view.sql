-- A view is replaced under a materialized view that has indexes, grants, a comment, options and statistics targets, with
-- a second materialized view and a function with a parsed body above.

-- old
create schema report;
create table report.sale (id integer primary key, at date, amount numeric, product text);
create view report.per_day as select at, sum(amount) as total from report.sale group by at;
create materialized view report.daily with (fillfactor = 90) as select at, total from report.per_day;
create unique index daily_at on report.daily (at);
create index daily_total on report.daily (total) where total > 0;
create materialized view report.monthly as select date_trunc('month', at) as month, sum(total) as total from report.daily group by 1 with no data;
create function report.best() returns numeric language sql begin atomic select max(total) from report.daily; end;
comment on materialized view report.daily is 'Refreshed at night';
comment on column report.daily.total is 'in francs';
grant select on report.daily to corpus_reader;
alter materialized view report.monthly owner to corpus_owner;

-- new
create schema report;
create table report.sale (id integer primary key, at date, amount numeric, product text);
create view report.per_day as select at, product, sum(amount) as total from report.sale group by at, product;
create materialized view report.daily with (fillfactor = 90) as select at, total from report.per_day;
create unique index daily_at on report.daily (at);
create index daily_total on report.daily (total) where total > 0;
create materialized view report.monthly as select date_trunc('month', at) as month, sum(total) as total from report.daily group by 1 with no data;
create function report.best() returns numeric language sql begin atomic select max(total) from report.daily; end;
comment on materialized view report.daily is 'Refreshed at night';
comment on column report.daily.total is 'in francs';
grant select on report.daily to corpus_reader;
alter materialized view report.monthly owner to corpus_owner;

-- rows
insert into report.sale values (1, '2026-01-01', 5, 'a');
refresh materialized view report.daily;
