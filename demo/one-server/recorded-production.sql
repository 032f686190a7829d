insert into supabase_migrations.schema_migrations (version, name) values ('20251001080000', 'tasks');
