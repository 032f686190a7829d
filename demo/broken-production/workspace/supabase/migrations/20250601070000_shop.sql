create table customers (
  id bigint generated always as identity primary key,
  email text not null unique,
  city text
);
alter table customers enable row level security;

create table orders (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customers (id),
  placed_at timestamptz not null default now(),
  total_cents integer not null check (total_cents >= 0)
);
create index orders_customer_id on orders (customer_id);
alter table orders enable row level security;
