-- New partitions under an old parent that has a key, indexes, a foreign key, a trigger and row security; a dropped one.

-- old
create table customer (id integer primary key);
create function touched() returns trigger language plpgsql as $$ begin return new; end $$;
create table orders (
  id bigint not null,
  placed date not null,
  customer integer references customer,
  total numeric check (total >= 0),
  primary key (id, placed)
) partition by range (placed);
create index orders_customer on orders (customer);
create trigger orders_touched before update on orders for each row execute function touched();
create table orders_2024 partition of orders for values from ('2024-01-01') to ('2025-01-01');
create table orders_2025 partition of orders for values from ('2025-01-01') to ('2026-01-01');

-- new
create table customer (id integer primary key);
create function touched() returns trigger language plpgsql as $$ begin return new; end $$;
create table orders (
  id bigint not null,
  placed date not null,
  customer integer references customer,
  total numeric check (total >= 0),
  primary key (id, placed)
) partition by range (placed);
create index orders_customer on orders (customer);
create trigger orders_touched before update on orders for each row execute function touched();
create table orders_2025 partition of orders for values from ('2025-01-01') to ('2026-01-01');
create table orders_2026 partition of orders for values from ('2026-01-01') to (maxvalue) partition by list (id);
create table orders_2026_big partition of orders_2026 for values in (1, 2);
create table orders_2026_rest partition of orders_2026 default;
comment on table orders_2026_big is 'The two that matter';

-- rows
insert into customer values (1);
insert into orders values (1, '2024-06-01', 1, 10), (2, '2025-06-01', 1, 20);

-- rows new
insert into customer values (1);
insert into orders values (2, '2025-06-01', 1, 20), (3, '2026-06-01', 1, 30), (1, '2027-06-01', null, 30);
