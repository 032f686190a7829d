-- Production is ahead of dev in small: an enum, columns with defaults, a view, indexes, among them a unique partial one.

-- old
create type node_type as enum ('goal', 'fact');
create table users (id uuid primary key default gen_random_uuid(), email text unique);
create table graph_nodes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  type node_type not null,
  label text not null,
  properties jsonb not null default '{}'
);
create table graph_edges (
  id uuid primary key default gen_random_uuid(),
  source_id uuid not null references graph_nodes on delete cascade,
  target_id uuid not null references graph_nodes on delete cascade,
  weight real default 1
);
alter table graph_nodes enable row level security;
create policy own_nodes on graph_nodes using (user_id = '00000000-0000-0000-0000-000000000001');
create view user_goals_graph as select id, user_id, label from graph_nodes where type = 'goal';

-- new
create type node_type as enum ('goal', 'fact');
create type node_status as enum ('draft_verbal', 'curated');
create table users (id uuid primary key default gen_random_uuid(), email text unique);
create table graph_nodes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  type node_type not null,
  label text not null,
  properties jsonb not null default '{}',
  status node_status default 'draft_verbal',
  embedding real[],
  embedding_generated_at timestamptz,
  embedding_status text default 'pending'
);
create table graph_edges (
  id uuid primary key default gen_random_uuid(),
  source_id uuid not null references graph_nodes on delete cascade,
  target_id uuid not null references graph_nodes on delete cascade,
  weight real default 1
);
create index idx_graph_nodes_user on graph_nodes (user_id);
create index idx_graph_nodes_properties on graph_nodes using gin (properties);
create index idx_graph_nodes_status on graph_nodes (user_id, status) where status = 'curated';
create unique index idx_graph_nodes_unique_user_type_label on graph_nodes (user_id, type, lower(label)) where type = 'goal';
create index idx_graph_edges_source on graph_edges (source_id) include (target_id);
alter table graph_nodes enable row level security;
create policy own_nodes on graph_nodes using (user_id = '00000000-0000-0000-0000-000000000001');
create view user_goals_graph as select id, user_id, label from graph_nodes where type = 'goal';
create view graph_monitoring_dashboard with (security_invoker = true) as
  select u.id as user_id, count(distinct n.id) as nodes, count(distinct e.id) as edges,
    count(*) filter (where n.status = 'curated') as curated
  from users u left join graph_nodes n on n.user_id = u.id left join graph_edges e on e.source_id = n.id group by u.id;

-- rows
insert into users values ('00000000-0000-0000-0000-000000000001', 'a@example.org');
insert into graph_nodes (user_id, type, label, properties)
values ('00000000-0000-0000-0000-000000000001', 'goal', 'Run', '{"status": "curated"}'),
  ('00000000-0000-0000-0000-000000000001', 'fact', 'Run', '{}');

-- rows new
insert into users values ('00000000-0000-0000-0000-000000000001', 'a@example.org');
insert into graph_nodes (user_id, type, label) values ('00000000-0000-0000-0000-000000000001', 'goal', 'Run');
