-- An enum is the partition key and part of bounds, and gets a value and a partition for it at once; a key gets another
-- type, in a partition too. PostgreSQL can do neither with the tables as they are.

-- old
create type tier as enum ('free', 'paid');
create table usage (id bigint, tier tier not null) partition by list (tier);
create table usage_free partition of usage for values in ('free');
create table usage_paid partition of usage for values in ('paid');
create table visit (id integer, town varchar(20), day date) partition by list (id);
create table visit_1 partition of visit for values in (1) partition by list (town);
create table visit_1_a partition of visit_1 for values in ('Aarau');
create view visits as select town from visit;

-- new
create type tier as enum ('free', 'paid', 'team');
create table usage (id bigint, tier tier not null) partition by list (tier);
create table usage_free partition of usage for values in ('free');
create table usage_paid partition of usage for values in ('paid', 'team');
create table visit (id integer, town text, day date) partition by list (id);
create table visit_1 partition of visit for values in (1) partition by list (town);
create table visit_1_a partition of visit_1 for values in ('Aarau');
create view visits as select town from visit;

-- rows
insert into usage values (1, 'free'), (2, 'paid');
insert into visit values (1, 'Aarau', '2026-01-01');
