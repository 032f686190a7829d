-- Tables' storage parameters, those of their TOAST table, UNLOGGED, fill factors of keys' indexes.

-- old
create table cache_entry (key text primary key, body text) with (autovacuum_enabled = false, fillfactor = 70);
create unlogged table session (id uuid primary key, data jsonb);
create table history (id integer, body text) with (toast.autovacuum_enabled = false, parallel_workers = 2);

-- new
create unlogged table cache_entry (key text, body text, primary key (key) with (fillfactor = 60))
  with (autovacuum_vacuum_scale_factor = 0.01, toast_tuple_target = 512);
create table session (id uuid primary key, data jsonb) with (autovacuum_analyze_threshold = 10);
create table history (id integer, body text) with (toast.autovacuum_vacuum_threshold = 99);
create unlogged table scratch (id bigserial, body text);

-- rows
insert into cache_entry values ('a', 'b');
insert into session values ('00000000-0000-0000-0000-000000000001', '{}');
