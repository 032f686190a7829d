-- The schema of the coaching product as development has it.
-- Production is this, and what production-ahead.sql adds.

create extension vector;

-- ---------------------------------------------------------------------------
-- Types
-- ---------------------------------------------------------------------------

create type subscription_tier as enum ('free', 'plus', 'coach');
create type subscription_status as enum ('trialing', 'active', 'past_due', 'canceled');
create type goal_status as enum ('draft', 'active', 'paused', 'achieved', 'abandoned');
create type journey_phase as enum ('welcome', 'discovery', 'commitment', 'practice', 'review');
create type conversation_status as enum ('in_progress', 'completed', 'failed');
create type insight_kind as enum ('strength', 'obstacle', 'pattern', 'commitment');
create type message_kind as enum ('text', 'voice', 'system');
create type document_status as enum ('uploaded', 'processing', 'ready', 'failed');
create type access_kind as enum ('view', 'download', 'search');
create type graph_node_type as enum ('goal', 'value', 'habit', 'obstacle', 'person', 'insight');
create type graph_edge_type as enum ('supports', 'blocks', 'relates_to', 'part_of');
create type webhook_status as enum ('received', 'processed', 'failed');

-- ---------------------------------------------------------------------------
-- Functions
-- ---------------------------------------------------------------------------

-- The signed-in user, as the API gateway hands it to the session.
create function current_user_id() returns uuid
  language sql stable
  as $$ select nullif(current_setting('request.jwt.claim.sub', true), '')::uuid $$;

create function set_updated_at() returns trigger
  language plpgsql
  as $$
begin
  new.updated_at := now();
  return new;
end
$$;

-- ---------------------------------------------------------------------------
-- People and their plans
-- ---------------------------------------------------------------------------

create table users (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz,
  constraint users_email_unique unique (email),
  constraint users_email_has_at check (position('@' in email) > 1)
);

create table profiles (
  user_id uuid primary key references users (id) on delete cascade,
  display_name text not null,
  locale text not null default 'en',
  time_zone text not null default 'UTC',
  avatar_url text,
  preferences jsonb not null default '{}',
  updated_at timestamptz not null default now()
);

create table subscriptions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  tier subscription_tier not null default 'free',
  status subscription_status not null default 'trialing',
  price_cents integer not null default 0,
  started_at timestamptz not null default now(),
  ends_at timestamptz,
  constraint subscriptions_price_not_negative check (price_cents >= 0),
  constraint subscriptions_ends_after_start check (ends_at is null or ends_at > started_at)
);

create index idx_subscriptions_user_id on subscriptions (user_id);
create unique index idx_subscriptions_one_active on subscriptions (user_id) where status = 'active';

-- ---------------------------------------------------------------------------
-- Coaching
-- ---------------------------------------------------------------------------

create table agent_personae (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique,
  name text not null,
  voice_id text,
  system_prompt text not null,
  temperature numeric(3, 2) not null default 0.70,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  constraint agent_personae_temperature_range check (temperature between 0 and 2)
);

create table user_coaching_journey (
  user_id uuid primary key references users (id) on delete cascade,
  persona_id uuid not null references agent_personae (id),
  phase journey_phase not null default 'welcome',
  sessions_completed integer not null default 0,
  phase_entered_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint user_coaching_journey_sessions_not_negative check (sessions_completed >= 0)
);

create table goal_categories (
  id smallint generated always as identity primary key,
  slug text not null unique,
  title text not null,
  color text not null default '#808080',
  constraint goal_categories_color_is_hex check (color ~ '^#[0-9a-f]{6}$')
);

create table user_goals (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  category_id smallint not null references goal_categories (id),
  title text not null,
  why text,
  status goal_status not null default 'draft',
  target_date date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint user_goals_title_not_empty check (length(title) > 0)
);

create index idx_user_goals_user_status on user_goals (user_id, status);

create table goal_progress (
  id bigint generated by default as identity primary key,
  goal_id uuid not null references user_goals (id) on delete cascade,
  percent smallint not null,
  note text,
  recorded_at timestamptz not null default now(),
  constraint goal_progress_percent_range check (percent between 0 and 100)
);

create index idx_goal_progress_goal_recorded on goal_progress (goal_id, recorded_at desc);

create table coaching_effectiveness (
  id bigint generated always as identity primary key,
  user_id uuid not null references users (id) on delete cascade,
  persona_id uuid not null references agent_personae (id),
  week date not null,
  sessions integer not null default 0,
  goals_advanced integer not null default 0,
  satisfaction numeric(2, 1),
  goals_per_session numeric generated always as
    (case when sessions > 0 then round(goals_advanced::numeric / sessions, 2) end) stored,
  constraint coaching_effectiveness_week_unique unique (user_id, persona_id, week),
  constraint coaching_effectiveness_satisfaction_range check (satisfaction between 1 and 5)
);

-- ---------------------------------------------------------------------------
-- Conversations
-- ---------------------------------------------------------------------------

create table voice_chat_conversations (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  persona_id uuid not null references agent_personae (id),
  status conversation_status not null default 'in_progress',
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  duration interval generated always as (ended_at - started_at) stored
);

create index idx_voice_chat_conversations_user_started on voice_chat_conversations (user_id, started_at desc);

create table voice_chat_events (
  id bigint generated always as identity primary key,
  conversation_id uuid not null references voice_chat_conversations (id) on delete cascade,
  kind text not null,
  payload jsonb not null default '{}',
  occurred_at timestamptz not null default now()
);

create index idx_voice_chat_events_conversation on voice_chat_events (conversation_id, occurred_at);

create table elevenlabs_conversations (
  id text primary key,
  conversation_id uuid not null unique references voice_chat_conversations (id) on delete cascade,
  agent_id text not null,
  transcript jsonb,
  cost_credits integer,
  synced_at timestamptz
);

create table conversation_insights (
  id uuid primary key default gen_random_uuid(),
  conversation_id uuid not null references voice_chat_conversations (id) on delete cascade,
  kind insight_kind not null,
  summary text not null,
  confidence real not null default 0.5,
  tags text[] not null default '{}',
  created_at timestamptz not null default now(),
  constraint conversation_insights_confidence_range check (confidence between 0 and 1)
);

create index idx_conversation_insights_tags on conversation_insights using gin (tags);

-- ---------------------------------------------------------------------------
-- Inbox
-- ---------------------------------------------------------------------------

create table inbox_messages (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  persona_id uuid references agent_personae (id) on delete set null,
  reply_to uuid references inbox_messages (id) on delete set null,
  kind message_kind not null default 'text',
  body text not null,
  sent_at timestamptz not null default now()
);

create index idx_inbox_messages_user_sent on inbox_messages (user_id, sent_at desc);

create table message_attachments (
  id uuid primary key default gen_random_uuid(),
  message_id uuid not null references inbox_messages (id) on delete cascade,
  storage_path text not null unique,
  media_type text not null,
  bytes bigint not null,
  constraint message_attachments_bytes_positive check (bytes > 0)
);

create table message_read_receipts (
  message_id uuid not null references inbox_messages (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  read_at timestamptz not null default now(),
  primary key (message_id, user_id)
);

-- ---------------------------------------------------------------------------
-- Knowledge: what the coaches know, shared by all users
-- ---------------------------------------------------------------------------

create table knowledge_base (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  description text,
  created_at timestamptz not null default now()
);

create table agent_knowledge_bases (
  persona_id uuid not null references agent_personae (id) on delete cascade,
  knowledge_base_id uuid not null references knowledge_base (id) on delete cascade,
  priority smallint not null default 0,
  primary key (persona_id, knowledge_base_id)
);

create table knowledge_categories (
  id smallint generated always as identity primary key,
  knowledge_base_id uuid not null references knowledge_base (id) on delete cascade,
  title text not null,
  constraint knowledge_categories_title_unique unique (knowledge_base_id, title)
);

create table knowledge_documents (
  id uuid primary key default gen_random_uuid(),
  category_id smallint not null references knowledge_categories (id),
  title text not null,
  source_url text,
  status document_status not null default 'uploaded',
  checksum bytea,
  updated_at timestamptz not null default now()
);

create index idx_knowledge_documents_category on knowledge_documents (category_id);

create table knowledge_chunks (
  id bigint generated always as identity primary key,
  document_id uuid not null references knowledge_documents (id) on delete cascade,
  position integer not null,
  content text not null,
  embedding vector(1536),
  constraint knowledge_chunks_position_unique unique (document_id, position)
);

-- ---------------------------------------------------------------------------
-- Documents: what one user uploads
-- ---------------------------------------------------------------------------

create table document_categories (
  id smallint generated always as identity primary key,
  slug text not null unique,
  title text not null
);

create table document_chunks (
  id bigint generated always as identity primary key,
  user_id uuid not null references users (id) on delete cascade,
  category_id smallint not null references document_categories (id),
  document_name text not null,
  position integer not null,
  content text not null,
  search tsvector generated always as (to_tsvector('english', content)) stored,
  embedding vector(1536),
  constraint document_chunks_position_unique unique (user_id, document_name, position)
);

create index idx_document_chunks_search on document_chunks using gin (search);

create table document_access_logs (
  id bigint generated always as identity primary key,
  user_id uuid not null references users (id) on delete cascade,
  chunk_id bigint references document_chunks (id) on delete set null,
  access access_kind not null,
  ip_address inet,
  accessed_at timestamptz not null default now()
);

-- ---------------------------------------------------------------------------
-- The goal graph: how one user's goals, values and obstacles hang together
-- ---------------------------------------------------------------------------

create table graph_nodes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  goal_id uuid references user_goals (id) on delete set null,
  conversation_id uuid references voice_chat_conversations (id) on delete set null,
  node_type graph_node_type not null,
  label text not null,
  description text,
  properties jsonb not null default '{}',
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint graph_nodes_label_not_empty check (length(label) > 0)
);

create index idx_graph_nodes_user_id on graph_nodes (user_id);

create table graph_edges (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  source_node_id uuid not null references graph_nodes (id) on delete cascade,
  target_node_id uuid not null references graph_nodes (id) on delete cascade,
  edge_type graph_edge_type not null,
  weight real not null default 1,
  properties jsonb not null default '{}',
  created_at timestamptz not null default now(),
  constraint graph_edges_no_loop check (source_node_id <> target_node_id),
  constraint graph_edges_weight_range check (weight between 0 and 1)
);

create index idx_graph_edges_user_id on graph_edges (user_id);

comment on table graph_nodes is 'One goal, value, habit, obstacle, person or insight in a user''s life';
comment on column graph_nodes.properties is 'What the coach noted, as it was said';
comment on table graph_edges is 'How two nodes of one user hang together';

create view user_goals_graph with (security_invoker = true) as
select
  n.id as node_id,
  n.user_id,
  n.label,
  g.id as goal_id,
  g.title,
  g.status as goal_status,
  c.slug as category,
  (select count(*) from graph_edges e where n.id in (e.source_node_id, e.target_node_id)) as connections
from graph_nodes n
join user_goals g on g.id = n.goal_id
join goal_categories c on c.id = g.category_id
where n.node_type = 'goal';

-- ---------------------------------------------------------------------------
-- Outside events
-- ---------------------------------------------------------------------------

create table webhook_events (
  id bigint generated always as identity primary key,
  provider text not null,
  external_id text not null,
  status webhook_status not null default 'received',
  payload jsonb not null,
  received_at timestamptz not null default now(),
  processed_at timestamptz,
  constraint webhook_events_external_id_unique unique (provider, external_id)
);

create index idx_webhook_events_open on webhook_events (received_at) where status = 'received';

-- ---------------------------------------------------------------------------
-- Triggers
-- ---------------------------------------------------------------------------

create trigger profiles_set_updated_at before update on profiles
  for each row execute function set_updated_at();
create trigger user_goals_set_updated_at before update on user_goals
  for each row execute function set_updated_at();
create trigger user_coaching_journey_set_updated_at before update on user_coaching_journey
  for each row execute function set_updated_at();
create trigger knowledge_documents_set_updated_at before update on knowledge_documents
  for each row execute function set_updated_at();
create trigger graph_nodes_set_updated_at before update on graph_nodes
  for each row when (old.* is distinct from new.*) execute function set_updated_at();

-- ---------------------------------------------------------------------------
-- Row level security: everybody sees their own rows
-- ---------------------------------------------------------------------------

alter table users enable row level security;
alter table profiles enable row level security;
alter table subscriptions enable row level security;
alter table user_coaching_journey enable row level security;
alter table user_goals enable row level security;
alter table goal_progress enable row level security;
alter table coaching_effectiveness enable row level security;
alter table voice_chat_conversations enable row level security;
alter table voice_chat_events enable row level security;
alter table elevenlabs_conversations enable row level security;
alter table conversation_insights enable row level security;
alter table inbox_messages enable row level security;
alter table message_attachments enable row level security;
alter table message_read_receipts enable row level security;
alter table document_chunks enable row level security;
alter table document_access_logs enable row level security;
alter table graph_nodes enable row level security;
alter table graph_edges enable row level security;

-- Reference data is readable by all, and webhook_events by nobody but the service.
alter table agent_personae enable row level security;
alter table agent_knowledge_bases enable row level security;
alter table goal_categories enable row level security;
alter table document_categories enable row level security;
alter table knowledge_base enable row level security;
alter table knowledge_categories enable row level security;
alter table knowledge_documents enable row level security;
alter table knowledge_chunks enable row level security;
alter table webhook_events enable row level security;

create policy "Users see themselves" on users for select using (id = current_user_id());
create policy "Users edit their profile" on profiles
  using (user_id = current_user_id()) with check (user_id = current_user_id());
create policy "Users see their subscriptions" on subscriptions for select using (user_id = current_user_id());
create policy "Users see their journey" on user_coaching_journey for select using (user_id = current_user_id());
create policy "Users manage their goals" on user_goals
  using (user_id = current_user_id()) with check (user_id = current_user_id());
create policy "Users manage the progress of their goals" on goal_progress
  using (exists (select 1 from user_goals g where g.id = goal_id and g.user_id = current_user_id()));
create policy "Users see how coaching works for them" on coaching_effectiveness
  for select using (user_id = current_user_id());
create policy "Users see their conversations" on voice_chat_conversations
  for select using (user_id = current_user_id());
create policy "Users see the events of their conversations" on voice_chat_events for select using (
  exists (select 1 from voice_chat_conversations c where c.id = conversation_id and c.user_id = current_user_id())
);
create policy "Users see their transcripts" on elevenlabs_conversations for select using (
  exists (select 1 from voice_chat_conversations c where c.id = conversation_id and c.user_id = current_user_id())
);
create policy "Users see their insights" on conversation_insights for select using (
  exists (select 1 from voice_chat_conversations c where c.id = conversation_id and c.user_id = current_user_id())
);
create policy "Users read their inbox" on inbox_messages for select using (user_id = current_user_id());
create policy "Users write to their coach" on inbox_messages
  for insert with check (user_id = current_user_id() and kind <> 'system');
create policy "Users see the attachments of their messages" on message_attachments for select using (
  exists (select 1 from inbox_messages m where m.id = message_id and m.user_id = current_user_id())
);
create policy "Users confirm what they read" on message_read_receipts
  using (user_id = current_user_id()) with check (user_id = current_user_id());
create policy "Users manage their documents" on document_chunks
  using (user_id = current_user_id()) with check (user_id = current_user_id());
create policy "Users see who read their documents" on document_access_logs
  for select using (user_id = current_user_id());
create policy "Users manage their nodes" on graph_nodes
  using (user_id = current_user_id()) with check (user_id = current_user_id());
create policy "Users manage their edges" on graph_edges
  using (user_id = current_user_id()) with check (user_id = current_user_id());

create policy "Everybody sees active personae" on agent_personae for select using (is_active);
create policy "Everybody reads" on agent_knowledge_bases for select using (true);
create policy "Everybody reads" on goal_categories for select using (true);
create policy "Everybody reads" on document_categories for select using (true);
create policy "Everybody reads" on knowledge_base for select using (true);
create policy "Everybody reads" on knowledge_categories for select using (true);
create policy "Everybody reads what is ready" on knowledge_documents for select using (status = 'ready');
create policy "Everybody reads" on knowledge_chunks for select using (true);
