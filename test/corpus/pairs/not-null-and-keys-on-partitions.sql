-- NOT NULL, checks, keys, foreign keys and indexes of tables that have partitions or heirs.

-- old
create table person (id integer primary key);
create table event (id integer, at date, who integer, note text) partition by range (at);
create table event_2024 partition of event for values from ('2024-01-01') to ('2025-01-01');
create table event_2025 partition of event for values from ('2025-01-01') to ('2026-01-01') partition by list (who);
create table event_2025_1 partition of event_2025 for values in (1);
create table event_2025_rest partition of event_2025 default;
create table thing (id integer, name text);
create table special_thing (extra text) inherits (thing);

-- new
create table person (id integer primary key);
create table event (
  id integer not null, at date not null, who integer not null, note text,
  constraint event_pkey primary key (id, at, who),
  constraint event_note check (note <> ''),
  constraint event_who foreign key (who) references person (id)
) partition by range (at);
create table event_2024 partition of event for values from ('2024-01-01') to ('2025-01-01');
create table event_2025 partition of event for values from ('2025-01-01') to ('2026-01-01') partition by list (who);
create table event_2025_1 partition of event_2025 for values in (1);
create table event_2025_rest partition of event_2025 default;
create index event_by_who on event (who, at);
create table thing (id integer not null, name text, constraint thing_name check (name <> ''), unique (id));
create table special_thing (extra text not null) inherits (thing);

-- rows
insert into person values (1), (2);
insert into event values (1, '2024-05-05', 1, 'a'), (2, '2025-05-05', 1, 'b'), (3, '2025-05-05', 2, null);
insert into thing values (1, 'a');
insert into special_thing values (2, 'b', 'c');

-- rows new
insert into person values (1), (2);
insert into event values (1, '2024-05-05', 1, 'a'), (2, '2025-05-05', 1, 'b'), (3, '2025-05-05', 2, null);
insert into thing values (1, 'a');
insert into special_thing values (2, 'b', 'c');
