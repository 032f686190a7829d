insert into supabase_migrations.schema_migrations (version, name) values
  ('20250101000000', 'master'),
  ('20250310090000', 'threads'),
  ('20250422101500', 'note_policies');
