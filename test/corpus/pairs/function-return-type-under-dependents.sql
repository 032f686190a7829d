-- A function changes what it returns, or its arguments' names, under a view, a policy, a default, a check, a computed
-- column, an index, a trigger's condition and another function; overloads of the same name stay.

-- old
create schema calc;
create function calc.rate(code text) returns integer language sql immutable as $$ select length(code) $$;
create function calc.rate(code integer) returns integer language sql immutable as $$ select code $$;
create function calc.noop() returns trigger language plpgsql as $$ begin return new; end $$;
create table calc.line (
  id integer primary key,
  code text,
  base integer default calc.rate('x'),
  doubled integer generated always as (calc.rate(code) * 2) stored,
  constraint has_rate check (calc.rate(code) > 0)
);
create index line_rate on calc.line (calc.rate(code));
create view calc.rates as select id, calc.rate(code) as rate from calc.line;
create function calc.all_rates() returns bigint language sql begin atomic select sum(calc.rate(code)) from calc.line; end;
alter table calc.line enable row level security;
create policy has on calc.line using (calc.rate(code) < 100);
create trigger rated before update on calc.line for each row when (calc.rate(new.code) > 5) execute function calc.noop();

-- new
create schema calc;
create function calc.rate(letters text) returns bigint language sql immutable as $$ select length(letters)::bigint $$;
create function calc.rate(code integer) returns integer language sql immutable as $$ select code $$;
create function calc.noop() returns trigger language plpgsql as $$ begin return new; end $$;
create table calc.line (
  id integer primary key,
  code text,
  base integer default calc.rate('x'),
  doubled integer generated always as (calc.rate(code) * 2) stored,
  constraint has_rate check (calc.rate(code) > 0)
);
create index line_rate on calc.line (calc.rate(code));
create view calc.rates as select id, calc.rate(code) as rate from calc.line;
create function calc.all_rates() returns bigint language sql begin atomic select sum(calc.rate(code)) from calc.line; end;
alter table calc.line enable row level security;
create policy has on calc.line using (calc.rate(code) < 100);
create trigger rated before update on calc.line for each row when (calc.rate(new.code) > 5) execute function calc.noop();

-- rows
insert into calc.line (id, code) values (1, 'abc');

-- rows new
insert into calc.line (id, code) values (1, 'abc');
