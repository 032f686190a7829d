-- What a partition has that its parent has not: defaults, NOT NULL, checks, indexes, policies, grants, options, comments;
-- and what the parent gets later.

-- old
create table reading (id integer, at date not null, value numeric default 0, unit text) partition by range (at);
create table reading_1 partition of reading for values from ('2025-01-01') to ('2026-01-01');
create table reading_2 partition of reading (value default 1, unit not null, check (value < 1000))
  for values from ('2026-01-01') to ('2027-01-01');
create index reading_2_unit on reading_2 (unit);

-- new
create table reading (id integer not null, at date not null, value numeric default 5, unit text, place text default 'x', check (value > -1))
  partition by range (at);
create table reading_1 partition of reading (unit not null, value default 9) for values from ('2025-01-01') to ('2026-01-01');
create table reading_2 partition of reading for values from ('2026-01-01') to ('2027-01-01');
alter table reading_1 enable row level security;
create policy one on reading_1 using (id = 1);
grant select on reading_1 to corpus_reader;
create index reading_1_place on reading_1 (place);
alter table reading_2 set (fillfactor = 50);
comment on column reading_2.value is 'of 2026';

-- rows
insert into reading values (1, '2025-02-02', 1, 'm'), (2, '2026-02-02', 2, 'm');

-- rows new
insert into reading values (1, '2025-02-02', 1, 'm'), (2, '2026-02-02', 2, 'm');
