-- Publications of tables, columns, rows, schemas and everything; tables join and leave, also because they are new or
-- dropped, also when a published column changes its type.

-- old
create schema feed;
create table feed.a (id integer primary key, body text, weight integer);
create table feed.b (id integer primary key);
create table feed.gone (id integer primary key);
create publication plain for table feed.a, feed.gone;
create publication rows for table feed.a (id, weight) where (weight > 10) with (publish = 'insert, update');
create publication everything for all tables;
create publication schemas for tables in schema feed;

-- new
create schema feed;
create table feed.a (id integer primary key, body text, weight bigint);
create table feed.b (id integer primary key);
create table feed.fresh (id integer primary key);
create publication plain for table feed.a, feed.b, feed.fresh with (publish_via_partition_root = true);
create publication rows for table feed.a (id, weight, body) where (weight > 100);
create publication everything for all tables with (publish = 'truncate');
create publication schemas for tables in schema feed, public;
create publication nothing;
comment on publication plain is 'To the warehouse';
