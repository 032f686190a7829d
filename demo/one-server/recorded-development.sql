-- All files ran in development; of the newest nobody made a record.
insert into supabase_migrations.schema_migrations (version, name) values
  ('20251001080000', 'tasks'),
  ('20251112093000', 'reminders');
