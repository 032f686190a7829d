-- A varchar that is one of a list: PostgreSQL writes the list as an array cast as a whole, and would read its own text
-- otherwise. Wherever an expression can stand, it comes to rest at once.

-- old
create table t (id integer primary key, state varchar(10), kind varchar);

-- new
create table t (
  id integer primary key,
  state varchar(10) check (state in ('new', 'it''s ]', 'done')),
  kind varchar,
  is_open boolean default ('a'::varchar in ('a', 'b')),
  is_known boolean generated always as (kind in ('a', 'b')) stored
);
create index t_open on t (id) where state in ('new', 'open');
create view open_ones as select id from t where state in ('new', 'open');
create materialized view done_ones as select id from t where state not in ('new', 'open');
alter table t enable row level security;
create policy p on t using (state in ('new', 'open'));
create function f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger changed before update on t for each row when (new.state in ('new', 'open')) execute function f();
create rule kept as on delete to t where old.state in ('new', 'open') do instead nothing;
create domain d as varchar check (value in ('x', 'y'));

-- rows
insert into t values (1, 'new', 'a');

-- rows new
insert into t values (1, 'new', 'a');
