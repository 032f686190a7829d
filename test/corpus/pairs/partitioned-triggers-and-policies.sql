-- Row triggers, policies and row security on a partitioned table and on its partitions; a trigger's state on one of them.

-- old
create table msg (id integer, at date not null, sender text) partition by range (at);
create table msg_1 partition of msg for values from ('2026-01-01') to ('2026-02-01');
create table msg_2 partition of msg for values from ('2026-02-01') to ('2026-03-01');
create table msg_3 partition of msg for values from ('2026-03-01') to ('2026-04-01') partition by list (sender);
create table msg_3_a partition of msg_3 for values in ('a');
create table msg_4 partition of msg for values from ('2026-04-01') to ('2026-05-01');
create table msg_5 (id integer, at date not null, sender text);
create table msg_6 partition of msg for values from ('2026-06-01') to ('2026-07-01');
create function stamp() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger stamped before insert on msg for each row execute function stamp();
alter table msg_6 disable trigger stamped;
create trigger noted before update on msg for each row execute function stamp();
alter table msg_1 enable always trigger noted;
alter table msg_3_a disable trigger noted;
alter table msg_4 disable trigger noted;
alter table msg enable row level security;
create policy own on msg using (sender = current_user);

-- new
create table msg (id integer, at date not null, sender text) partition by range (at);
create table msg_1 partition of msg for values from ('2026-01-01') to ('2026-02-01');
create table msg_2 partition of msg for values from ('2026-02-01') to ('2026-03-01');
create table msg_3 partition of msg for values from ('2026-03-01') to ('2026-04-01') partition by list (sender);
create table msg_3_a partition of msg_3 for values in ('a');
create table msg_4 (id integer, at date not null, sender text);
create table msg_5 partition of msg for values from ('2026-05-01') to ('2026-06-01');
create table msg_6 partition of msg for values from ('2026-07-01') to ('2026-08-01');
create function stamp() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger stamped before insert on msg for each row execute function stamp();
alter table msg_6 disable trigger stamped;
alter table msg_1 disable trigger stamped;
alter table msg_5 disable trigger stamped;
create trigger noted before update on msg for each row execute function stamp();
alter table msg disable trigger noted;
alter table msg_1 enable always trigger noted;
alter table msg_3 enable replica trigger noted;
alter table msg_3_a disable trigger noted;
create trigger stamped_after after update on msg for each row when (new.sender <> '') execute function stamp();
alter table msg disable trigger stamped_after;
alter table msg enable row level security;
alter table msg_2 enable row level security;
alter table msg_2 force row level security;
create policy own on msg using (sender = current_user);
create policy own on msg_2 using (sender = current_user);

-- rows
insert into msg values (1, '2026-01-10', 'a');
