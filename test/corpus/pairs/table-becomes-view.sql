-- A table is replaced by a view of the same name, a view by a materialized view, a materialized view by a table; others
-- stand on them.

-- old
create table base (id integer primary key, name text);
create table report (id integer, name text);
create view summary as select id from report;
create materialized view cached as select id, name from base;
create unique index cached_id on cached (id);
create view on_cached as select id from cached;
grant select on report to corpus_reader;

-- new
create table base (id integer primary key, name text);
create view report as select id, name from base;
create materialized view summary as select id from report;
create table cached (id integer, name text);
create unique index cached_id on cached (id);
create view on_cached as select id from cached;
grant select on report to corpus_reader;

-- rows
insert into base values (1, 'a');
