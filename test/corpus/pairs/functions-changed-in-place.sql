-- Everything about a function that CREATE OR REPLACE can change: body, volatility, strictness, cost, rows, parallel,
-- security, settings, leakproof, language, defaults added; comments, owner and grants stay.

-- old
create function price(net numeric, rate numeric) returns numeric language sql as $$ select net * rate $$;
create function list(n integer) returns setof integer language sql as $$ select generate_series(1, n) $$;
create function greet(name text) returns text language plpgsql as $$ begin return 'Hi ' || name; end $$;
create function quoted() returns text language sql as $q$ select '$$ it''s \ fine $$'::text $q$;
comment on function price(numeric, numeric) is 'Gross';
revoke execute on function price(numeric, numeric) from public;
grant execute on function price(numeric, numeric) to corpus_reader;
alter function greet(text) owner to corpus_owner;

-- new
create function price(net numeric, rate numeric default 1.08) returns numeric language sql immutable strict parallel safe
  as $$ select net * rate $$;
create function list(n integer) returns setof integer language plpgsql stable cost 5 rows 20
  as $$ begin return query select generate_series(1, n); end $$;
create function greet(name text) returns text language plpgsql security definer leakproof
  set search_path = '' set work_mem = '8MB' set "app.setting" = 'a, b'
  as $$ begin return 'Hello ' || name; end $$;
create function quoted() returns text language sql as $q$ select '$function$ it''s \ fine $$'::text $q$;
comment on function price(numeric, numeric) is 'Gross, with a usual rate';
revoke execute on function price(numeric, numeric) from public;
grant execute on function price(numeric, numeric) to corpus_reader with grant option;
alter function greet(text) owner to corpus_owner;
