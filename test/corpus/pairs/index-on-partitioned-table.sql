-- Indexes of a partitioned table whose partitions exist already: new, changed, dropped, unique; one partition has an index
-- of its own, and one index stands on the parent alone.

-- old
create table event (id bigint not null, at date not null, kind text, body text) partition by range (at);
create table event_2025 partition of event for values from ('2025-01-01') to ('2026-01-01');
create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01');
create index event_kind on event (kind);
create index event_body on event (body);
create index event_2025_own on event_2025 (kind, body);

-- new
create table event (id bigint not null, at date not null, kind text, body text, primary key (id, at)) partition by range (at);
create table event_2025 partition of event for values from ('2025-01-01') to ('2026-01-01');
create table event_2026 partition of event for values from ('2026-01-01') to ('2027-01-01');
create index event_kind on event (kind, at);
create unique index event_unique on event (at, id) where kind = 'a';
create index event_alone on only event (body);
create index event_2026_own on event_2026 (lower(body));
comment on index event_kind is 'By kind';

-- rows
insert into event values (1, '2025-05-05', 'a', 'x'), (2, '2026-05-05', 'b', 'y');

-- rows new
insert into event values (1, '2025-05-05', 'a', 'x'), (2, '2026-05-05', 'b', 'y');
