-- An enum loses a value and another changes its order, while columns, arrays, defaults, indexes, views, functions,
-- policies, a domain, a composite type and a computed column use them.

-- old
create schema ops;
create type ops.level as enum ('low', 'mid', 'high', 'unused');
create type ops.phase as enum ('open', 'closed', 'paused');
create domain ops.serious as ops.level check (value >= 'mid');
create type ops.pairing as (level ops.level, phase ops.phase);
create table ops.incident (
  id integer primary key,
  level ops.level not null default 'low',
  history ops.level[] not null default '{low,mid}',
  phase ops.phase default 'open',
  serious ops.serious,
  pairing ops.pairing,
  urgent boolean generated always as (level = 'high') stored
);
create index incident_level on ops.incident (level) where phase = 'open';
create index incident_history on ops.incident using gin (history);
alter table ops.incident add constraint no_low_pause check (level <> 'low' or phase <> 'paused');
create view ops.hot as select id, level, phase from ops.incident where level = 'high';
create view ops.hot_count as select count(*) from ops.hot;
create function ops.raise(level ops.level, steps integer default 1) returns ops.level language sql as $$ select level $$;
create function ops.is_open(phase ops.phase default 'open') returns boolean language sql immutable as $$ select phase = 'open' $$;
alter table ops.incident enable row level security;
create policy visible on ops.incident using (level <> 'low' and ops.is_open(phase));
comment on type ops.level is 'How bad';
grant usage on type ops.level to corpus_reader;

-- new
create schema ops;
create type ops.level as enum ('low', 'mid', 'high');
create type ops.phase as enum ('open', 'paused', 'closed');
create domain ops.serious as ops.level check (value >= 'mid');
create type ops.pairing as (level ops.level, phase ops.phase);
create table ops.incident (
  id integer primary key,
  level ops.level not null default 'low',
  history ops.level[] not null default '{low,mid}',
  phase ops.phase default 'open',
  serious ops.serious,
  pairing ops.pairing,
  urgent boolean generated always as (level = 'high') stored
);
create index incident_level on ops.incident (level) where phase = 'open';
create index incident_history on ops.incident using gin (history);
alter table ops.incident add constraint no_low_pause check (level <> 'low' or phase <> 'paused');
create view ops.hot as select id, level, phase from ops.incident where level = 'high';
create view ops.hot_count as select count(*) from ops.hot;
create function ops.raise(level ops.level, steps integer default 1) returns ops.level language sql as $$ select level $$;
create function ops.is_open(phase ops.phase default 'open') returns boolean language sql immutable as $$ select phase = 'open' $$;
alter table ops.incident enable row level security;
create policy visible on ops.incident using (level <> 'low' and ops.is_open(phase));
comment on type ops.level is 'How bad';
grant usage on type ops.level to corpus_reader;

-- rows
insert into ops.incident (id, level, phase, serious, pairing)
values (1, 'high', 'open', 'mid', '(low,paused)'), (2, 'mid', 'closed', null, null);

-- rows new
insert into ops.incident (id, level, phase, serious, pairing)
values (1, 'high', 'open', 'mid', '(low,paused)'), (2, 'mid', 'closed', null, null);
