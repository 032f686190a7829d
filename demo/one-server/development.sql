-- Made by hand in development, over a year.
create table aria_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  started_at timestamptz not null default now()
);
alter table aria_sessions enable row level security;

create type aria_speaker as enum ('person', 'aria');
create table aria_messages (
  id bigint generated always as identity primary key,
  session_id uuid not null references aria_sessions (id) on delete cascade,
  speaker aria_speaker not null,
  body text not null
);
create index aria_messages_session_id on aria_messages (session_id);
alter table aria_messages enable row level security;
