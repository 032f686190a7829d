-- Production stopped half-way: the second file failed after its type, somebody mended it by hand, badly.
create table customers (
  id bigint generated always as identity primary key,
  email text not null,
  city varchar(20)
);
alter table customers enable row level security;

create table orders (
  id bigint generated always as identity primary key,
  customer_id bigint,
  placed_at timestamptz not null default now(),
  total_cents integer not null,
  legacy_note text
);

create type delivery_state as enum ('open', 'sent');

-- Only production has it, and its rows matter.
create table newsletter_consents (
  customer_id bigint primary key references customers (id),
  given_at timestamptz not null
);
alter table newsletter_consents enable row level security;
