create type delivery_state as enum ('open', 'packed', 'sent', 'returned');
alter table orders add column delivery delivery_state not null default 'open';
alter table orders alter column total_cents type bigint;

create view open_orders with (security_invoker = true) as
  select orders.id, customers.email, orders.total_cents
  from orders join customers on customers.id = orders.customer_id
  where orders.delivery = 'open';
