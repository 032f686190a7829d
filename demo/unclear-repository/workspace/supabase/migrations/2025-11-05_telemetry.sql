-- Never applied anywhere: the Supabase command line skips a name like this one.
create table telemetry (id bigint generated always as identity primary key, payload jsonb not null);
alter table telemetry enable row level security;
