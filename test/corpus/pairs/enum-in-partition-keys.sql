-- An enum is the partition key and part of bounds, and gets a value and a partition for it at once. PostgreSQL can't take the value back.
-- refuses: new to old

-- old
create type tier as enum ('free', 'paid');
create table usage (id bigint, tier tier not null) partition by list (tier);
create table usage_free partition of usage for values in ('free');
create table usage_paid partition of usage for values in ('paid');

-- new
create type tier as enum ('free', 'paid', 'team');
create table usage (id bigint, tier tier not null) partition by list (tier);
create table usage_free partition of usage for values in ('free');
create table usage_paid partition of usage for values in ('paid', 'team');

-- rows
insert into usage values (1, 'free'), (2, 'paid');
