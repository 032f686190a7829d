-- Values join an enum at its start, middle and end, and are used at once: in a default, a check, a partial index, a view,
-- a function with a parsed body. PostgreSQL wants a commit in between.

-- old
create type mood as enum ('fine', 'great');
create table diary (day date primary key, mood mood not null default 'fine', moods mood[]);
create function average(moods mood[]) returns mood language sql as $$ select moods[1] $$;

-- new
create type mood as enum ('awful', 'fine', 'good', 'great', 'ecstatic');
create table diary (
  day date primary key,
  mood mood not null default 'good',
  moods mood[] default '{awful,ecstatic}',
  check (mood <> 'awful')
);
create index diary_good on diary (day) where mood = 'good';
create view bad_day as select day from diary where mood < 'fine' or mood = 'ecstatic';
create function average(moods mood[]) returns mood language sql as $$ select moods[1] $$;
create function best() returns mood begin atomic select 'ecstatic'::mood; end;

-- rows
insert into diary values ('2026-01-01', 'great', '{fine}');

-- rows new
insert into diary values ('2026-01-01', 'great', '{fine}');
