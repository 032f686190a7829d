create table settings (name text primary key, value jsonb not null);
alter table settings enable row level security;
