-- What production has and development has not: run after development.sql.
-- 31 differences: 1 enum, 4 columns, 1 view and 25 indexes.

create type node_status as enum ('draft_verbal', 'curated');

alter table graph_nodes
  add column status node_status default 'draft_verbal',
  add column embedding vector(1536),
  add column embedding_generated_at timestamptz,
  add column embedding_status text default 'pending';

create view graph_monitoring_dashboard with (security_invoker = true) as
select
  u.id as user_id,
  coalesce(n.nodes, 0) as nodes,
  coalesce(n.goals, 0) as goals,
  coalesce(n.curated, 0) as curated_nodes,
  coalesce(n.awaiting_embedding, 0) as nodes_awaiting_embedding,
  coalesce(e.edges, 0) as edges,
  e.average_weight
from users u
left join (
  select
    user_id,
    count(*) as nodes,
    count(*) filter (where node_type = 'goal') as goals,
    count(*) filter (where status = 'curated') as curated,
    count(*) filter (where embedding_status = 'pending') as awaiting_embedding
  from graph_nodes
  group by user_id
) n on n.user_id = u.id
left join (
  select user_id, count(*) as edges, avg(weight) as average_weight
  from graph_edges
  group by user_id
) e on e.user_id = u.id;

-- graph_nodes: 16 indexes beside idx_graph_nodes_user_id
create index idx_graph_nodes_node_type on graph_nodes (node_type);
create index idx_graph_nodes_user_type on graph_nodes (user_id, node_type);
create unique index idx_graph_nodes_unique_user_type_label on graph_nodes (user_id, node_type, label)
  where node_type = 'goal';
create index idx_graph_nodes_label on graph_nodes (lower(label) text_pattern_ops);
create index idx_graph_nodes_search on graph_nodes
  using gin (to_tsvector('english', label || ' ' || coalesce(description, '')));
create index idx_graph_nodes_properties on graph_nodes using gin (properties jsonb_path_ops);
create index idx_graph_nodes_properties_status on graph_nodes ((properties ->> 'status')) where properties ? 'status';
create index idx_graph_nodes_goal_id on graph_nodes (goal_id) where goal_id is not null;
create index idx_graph_nodes_conversation_id on graph_nodes (conversation_id);
create index idx_graph_nodes_user_created_at on graph_nodes (user_id, created_at desc);
create index idx_graph_nodes_active on graph_nodes (user_id, updated_at desc) where archived_at is null;
create index idx_graph_nodes_status on graph_nodes (status);
create index idx_graph_nodes_user_status on graph_nodes (user_id, status) include (label);
create index idx_graph_nodes_embedding on graph_nodes using hnsw (embedding vector_cosine_ops);
create index idx_graph_nodes_embedding_pending on graph_nodes (created_at) where embedding_status = 'pending';
create index idx_graph_nodes_embedding_generated_at on graph_nodes (embedding_generated_at desc nulls last);

-- graph_edges: 9 indexes beside idx_graph_edges_user_id
create index idx_graph_edges_source_node_id on graph_edges (source_node_id);
create index idx_graph_edges_target_node_id on graph_edges (target_node_id);
create index idx_graph_edges_edge_type on graph_edges (edge_type);
create index idx_graph_edges_source_type on graph_edges (source_node_id, edge_type) include (target_node_id, weight);
create index idx_graph_edges_target_type on graph_edges (target_node_id, edge_type) include (source_node_id, weight);
create unique index idx_graph_edges_unique_relation on graph_edges (user_id, source_node_id, target_node_id, edge_type);
create index idx_graph_edges_user_weight on graph_edges (user_id, weight desc);
create index idx_graph_edges_properties on graph_edges using gin (properties);
create index idx_graph_edges_created_at on graph_edges using brin (created_at) with (pages_per_range = 32);
