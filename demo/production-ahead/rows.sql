-- The rows in both databases: some for every table, the same on every run.
-- A row's id is the md5 of what it is, so that other rows can name it.

insert into users (id, email, created_at, last_seen_at)
select md5('user ' || n)::uuid, 'user' || n || '@example.com',
       timestamptz '2025-03-01 08:00+00' + n * interval '1 day',
       timestamptz '2025-09-01 19:30+00' - n * interval '3 hours'
from generate_series(1, 12) n;

insert into profiles (user_id, display_name, locale, time_zone, preferences, updated_at)
select md5('user ' || n)::uuid,
       (array['Ada', 'Ben', 'Chidi', 'Dora', 'Emre', 'Fatou', 'Gustav', 'Hana', 'Iris', 'Jun', 'Kofi', 'Lena'])[n],
       (array['en', 'de', 'fr'])[1 + n % 3],
       (array['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'UTC'])[1 + n % 4],
       jsonb_build_object('reminders', n % 2 = 0, 'week_starts', 'monday'),
       timestamptz '2025-08-01 08:00+00'
from generate_series(1, 12) n;

insert into subscriptions (id, user_id, tier, status, price_cents, started_at, ends_at)
select md5('subscription ' || n)::uuid, md5('user ' || n)::uuid,
       (array['free', 'plus', 'coach'])[1 + n % 3]::subscription_tier,
       (array['active', 'active', 'trialing', 'canceled'])[1 + n % 4]::subscription_status,
       (array[0, 900, 4900])[1 + n % 3],
       timestamptz '2025-03-01 08:00+00' + n * interval '1 day',
       case when n % 4 = 3 then timestamptz '2025-08-01 00:00+00' end
from generate_series(1, 12) n;

insert into agent_personae (id, slug, name, voice_id, system_prompt, temperature, is_active, created_at)
select md5('persona ' || slug)::uuid, slug, initcap(slug), 'voice-' || slug, prompt, temperature, slug <> 'sage',
       timestamptz '2025-02-01 08:00+00'
from (values
  ('mentor', 'You ask one question at a time.', 0.7),
  ('challenger', 'You name what the user avoids.', 0.9),
  ('sage', 'You answer with stories.', 1.1)
) persona (slug, prompt, temperature);

insert into user_coaching_journey (user_id, persona_id, phase, sessions_completed, phase_entered_at, updated_at)
select md5('user ' || n)::uuid, md5('persona ' || (array['mentor', 'challenger'])[1 + n % 2])::uuid,
       (array['welcome', 'discovery', 'commitment', 'practice', 'review'])[1 + n % 5]::journey_phase,
       n * 2, timestamptz '2025-07-01 08:00+00' + n * interval '2 days', timestamptz '2025-08-01 08:00+00'
from generate_series(1, 12) n;

insert into goal_categories (slug, title, color)
values ('health', 'Health', '#2e9e6b'), ('work', 'Work', '#2f6fde'), ('family', 'Family', '#d9822b'),
       ('learning', 'Learning', '#8a4fd0');

insert into user_goals (id, user_id, category_id, title, why, status, target_date, created_at, updated_at)
select md5('goal ' || u || '-' || g)::uuid, md5('user ' || u)::uuid,
       (select id from goal_categories where slug = (array['health', 'work', 'family', 'learning'])[g]),
       (array['Run ten kilometres', 'Lead a project', 'Eat dinner together', 'Read in Spanish'])[g],
       case when (u + g) % 3 > 0 then 'Because it has waited for ' || (u + g) || ' months' end,
       (array['draft', 'active', 'paused', 'achieved', 'abandoned'])[1 + (u * g) % 5]::goal_status,
       date '2025-12-31' - u * g,
       timestamptz '2025-04-01 08:00+00' + (u * 4 + g) * interval '6 hours',
       timestamptz '2025-08-01 08:00+00'
from generate_series(1, 12) u, generate_series(1, 4) g;

insert into goal_progress (goal_id, percent, note, recorded_at)
select md5('goal ' || u || '-' || g)::uuid, p * 20, case when p = 1 then 'A start' end,
       timestamptz '2025-05-01 18:00+00' + (p * 7 + u) * interval '1 day'
from generate_series(1, 12) u, generate_series(1, 4) g, generate_series(1, 3) p;

insert into coaching_effectiveness (user_id, persona_id, week, sessions, goals_advanced, satisfaction)
select md5('user ' || u)::uuid, md5('persona ' || (array['mentor', 'challenger'])[1 + u % 2])::uuid,
       date '2025-06-02' + 7 * w, (u + w) % 4, (u * w) % 3, 3 + ((u + w) % 5) * 0.5
from generate_series(1, 12) u, generate_series(0, 3) w;

insert into voice_chat_conversations (id, user_id, persona_id, status, started_at, ended_at)
select md5('conversation ' || n)::uuid, md5('user ' || 1 + n % 12)::uuid,
       md5('persona ' || (array['mentor', 'challenger', 'sage'])[1 + n % 3])::uuid,
       case when n % 10 = 0 then 'failed' when n > 34 then 'in_progress' else 'completed' end::conversation_status,
       timestamptz '2025-06-01 17:00+00' + n * interval '31 hours',
       case when n <= 34 then timestamptz '2025-06-01 17:00+00' + n * interval '31 hours 1 minute' end
from generate_series(1, 36) n;

insert into voice_chat_events (conversation_id, kind, payload, occurred_at)
select md5('conversation ' || c)::uuid, (array['connected', 'user_spoke', 'agent_spoke', 'silence', 'ended'])[e],
       jsonb_build_object('turn', e, 'level', round(0.1 * e, 1)),
       timestamptz '2025-06-01 17:00+00' + c * interval '31 hours' + e * interval '10 seconds'
from generate_series(1, 36) c, generate_series(1, 5) e;

insert into elevenlabs_conversations (id, conversation_id, agent_id, transcript, cost_credits, synced_at)
select 'conv_' || left(md5('elevenlabs ' || n), 20), md5('conversation ' || n)::uuid, 'agent_' || 1 + n % 3,
       jsonb_build_array(jsonb_build_object('role', 'user', 'message', 'I want to change something.')),
       40 + n, timestamptz '2025-06-02 03:00+00' + n * interval '31 hours'
from generate_series(1, 30) n;

insert into conversation_insights (id, conversation_id, kind, summary, confidence, tags, created_at)
select md5('insight ' || n)::uuid, md5('conversation ' || 1 + n % 36)::uuid,
       (array['strength', 'obstacle', 'pattern', 'commitment'])[1 + n % 4]::insight_kind,
       (array['Keeps small promises', 'Evenings are crowded', 'Plans on Sundays', 'Will call a friend'])[1 + n % 4],
       0.4 + (n % 6) * 0.1,
       string_to_array((array['habit', 'time energy', 'planning', 'people'])[1 + n % 4], ' '),
       timestamptz '2025-07-01 08:00+00' + n * interval '5 hours'
from generate_series(1, 40) n;

insert into inbox_messages (id, user_id, persona_id, reply_to, kind, body, sent_at)
select md5('message ' || n)::uuid, md5('user ' || 1 + n % 12)::uuid,
       case when n % 2 = 0 then md5('persona mentor')::uuid end,
       case when n > 12 and n % 3 = 0 then md5('message ' || n - 12)::uuid end,
       (array['text', 'text', 'voice', 'system'])[1 + n % 4]::message_kind,
       (array['How did the week go?', 'Better than I thought.', 'I recorded it for you.', 'Your session is tomorrow.'])[1 + n % 4],
       timestamptz '2025-07-10 09:00+00' + n * interval '7 hours'
from generate_series(1, 60) n;

insert into message_attachments (id, message_id, storage_path, media_type, bytes)
select md5('attachment ' || n)::uuid, md5('message ' || n * 4 + 2)::uuid, 'inbox/' || n || '.ogg', 'audio/ogg', 20000 + n * 512
from generate_series(1, 14) n;

insert into message_read_receipts (message_id, user_id, read_at)
select id, user_id, sent_at + interval '25 minutes' from inbox_messages where kind <> 'system';

insert into knowledge_base (id, name, description, created_at)
select md5('knowledge base ' || name)::uuid, name, description, timestamptz '2025-02-10 08:00+00'
from (values ('Habits', 'How habits form'), ('Motivation', 'Why people change'), ('Sleep', null)) base (name, description);

insert into agent_knowledge_bases (persona_id, knowledge_base_id, priority)
select p.id, b.id, row_number() over (partition by p.id order by b.name)
from agent_personae p cross join knowledge_base b;

insert into knowledge_categories (knowledge_base_id, title)
select id, title from knowledge_base, unnest(array['Basics', 'Practice']) title order by name, title;

insert into knowledge_documents (id, category_id, title, source_url, status, checksum, updated_at)
select md5('document ' || c.id || '-' || n)::uuid, c.id, c.title || ' ' || n, 'https://example.com/articles/' || c.id || '-' || n,
       (array['ready', 'ready', 'processing'])[n]::document_status, decode(md5('text ' || c.id || '-' || n), 'hex'),
       timestamptz '2025-08-01 08:00+00'
from knowledge_categories c, generate_series(1, 3) n;

insert into knowledge_chunks (document_id, position, content, embedding)
select d.id, n, 'Part ' || n || ' of ' || d.title,
       (select array_agg(round(sin(i * n)::numeric, 4)::real order by i) from generate_series(1, 1536) i)::vector
from knowledge_documents d, generate_series(1, 2) n
where d.status = 'ready'
order by d.title, d.id, n;

insert into document_categories (slug, title)
values ('journal', 'Journal'), ('health-record', 'Health record'), ('review', 'Work review');

insert into document_chunks (user_id, category_id, document_name, position, content)
select md5('user ' || u)::uuid, c.id, c.slug || '.pdf', n,
       'Page ' || n || ': ' || (array['slept badly', 'walked to work', 'a long meeting'])[1 + (u + n) % 3]
from generate_series(1, 6) u, document_categories c, generate_series(1, 3) n
order by u, c.slug, n;

insert into document_access_logs (user_id, chunk_id, access, ip_address, accessed_at)
select user_id, id, (array['view', 'download', 'search'])[1 + id % 3]::access_kind,
       inet '203.0.113.0' + id, timestamptz '2025-08-15 10:00+00' + id * interval '11 minutes'
from document_chunks;

-- Goal nodes: one for each goal. What the coach heard about its state lies in properties.
insert into graph_nodes (id, user_id, goal_id, conversation_id, node_type, label, description, properties, created_at, updated_at)
select md5('node ' || id)::uuid, user_id, id, null, 'goal', title, why,
       case status
         when 'draft' then jsonb_build_object('status', 'draft_verbal', 'heard_in', 'voice')
         when 'active' then jsonb_build_object('status', 'curated', 'confirmed_by', 'coach')
         else jsonb_build_object('heard_in', 'inbox')
       end,
       created_at, created_at + interval '2 days'
from user_goals;

-- And what surrounds them.
insert into graph_nodes (id, user_id, conversation_id, node_type, label, properties, archived_at, created_at, updated_at)
select md5('node ' || u || '-' || n)::uuid, md5('user ' || u)::uuid, md5('conversation ' || 1 + (u * n) % 36)::uuid,
       (array['value', 'habit', 'obstacle', 'person', 'insight'])[n]::graph_node_type,
       (array['Freedom', 'Walk after lunch', 'Late meetings', 'My sister', 'Mornings work best'])[n],
       case when (u + n) % 4 = 0 then jsonb_build_object('status', 'draft_verbal') else '{}' end,
       case when (u * n) % 11 = 0 then timestamptz '2025-08-20 08:00+00' end,
       timestamptz '2025-06-15 08:00+00' + (u * 5 + n) * interval '4 hours', timestamptz '2025-08-01 08:00+00'
from generate_series(1, 12) u, generate_series(1, 5) n;

insert into graph_edges (id, user_id, source_node_id, target_node_id, edge_type, weight, properties, created_at)
select md5('edge ' || around.id || goal.id)::uuid, goal.user_id, around.id, goal.id,
       case around.node_type
         when 'obstacle' then 'blocks'
         when 'value' then 'supports'
         when 'habit' then 'supports'
         else 'relates_to'
       end::graph_edge_type,
       round(0.2 + 0.1 * length(goal.label) / 4, 2), jsonb_build_object('by', 'coach'),
       greatest(around.created_at, goal.created_at)
from graph_nodes around
join graph_nodes goal on goal.user_id = around.user_id and goal.node_type = 'goal'
where around.node_type <> 'goal';

insert into webhook_events (provider, external_id, status, payload, received_at, processed_at)
select (array['stripe', 'elevenlabs'])[1 + n % 2], 'evt_' || n,
       (array['processed', 'processed', 'processed', 'failed', 'received'])[1 + n % 5]::webhook_status,
       jsonb_build_object('sequence', n), timestamptz '2025-08-01 12:00+00' + n * interval '3 hours',
       case when n % 5 < 3 then timestamptz '2025-08-01 12:01+00' + n * interval '3 hours' end
from generate_series(1, 30) n;
