-- Event triggers come, change their tags and their state, and go; none of them may run while the plan does.

-- old
create schema guard;
create function guard.watch() returns event_trigger language plpgsql as $$ begin null; end $$;
create event trigger guard_ddl on ddl_command_end execute function guard.watch();
create event trigger guard_drop on sql_drop when tag in ('DROP TABLE', 'DROP VIEW') execute function guard.watch();

-- new
create schema guard;
create function guard.watch() returns event_trigger language plpgsql as $$ begin null; end $$;
create function guard.rewrite() returns event_trigger language plpgsql as $$ begin null; end $$;
create event trigger guard_ddl on ddl_command_end execute function guard.watch();
alter event trigger guard_ddl disable;
create event trigger guard_drop on sql_drop when tag in ('DROP TABLE', 'DROP INDEX') execute function guard.watch();
create event trigger "Guard rewrite" on table_rewrite execute function guard.rewrite();
alter event trigger "Guard rewrite" enable always;
comment on event trigger guard_ddl is 'Sleeps';
create table guard.kept (id integer);
