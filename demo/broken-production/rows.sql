insert into customers (email, city)
  select 'customer-' || n || '@example.com', (array['Aachen', 'Bern', 'Graz'])[1 + n % 3] from generate_series(1, 200) n;
insert into orders (customer_id, placed_at, total_cents, legacy_note)
  select 1 + n % 200, timestamptz '2025-06-01 08:00Z' + n * interval '1 hour', 100 * n,
    case when n % 50 = 0 then 'ask before sending' end
  from generate_series(1, 500) n;
insert into newsletter_consents select id, timestamptz '2025-06-01 08:00Z' from customers where id % 4 = 0;
