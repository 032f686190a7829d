-- Functions with OUT arguments, tables, variadics, records, polymorphic types, window functions of C, procedures with
-- transactions, and names that need quoting; one becomes a procedure, one loses a default.

-- old
create function shift(a integer, b integer default 1) returns integer language sql as $$ select a + b $$;
create function stats(out low integer, out high integer) language sql as $$ select 1, 2 $$;
create function cleanup() returns void language sql as $$ select $$;
create procedure archive(older_than date) language sql as $$ select $$;
create function "Odd Name"("A b" integer, "select" text) returns text language sql as $$ select $2 $$;

-- new
create function shift(a integer, b integer) returns integer language sql as $$ select a + b $$;
create function stats(out low integer, out high integer, out mean numeric) language sql as $$ select 1, 2, 1.5 $$;
create procedure cleanup() language plpgsql as $$ begin commit; end $$;
create procedure archive(older_than date, inout moved integer default 0) language sql as $$ select moved $$;
create function "Odd Name"("A b" integer, "select" text, "it's" "char" default '''') returns text language sql as $$ select $2 $$;
create function rows_of(kind text) returns table (id integer, "the name" text) language sql rows 5 as $$ select 1, kind $$;
create function joined(sep text, variadic parts text[]) returns text language sql as $$ select array_to_string(parts, sep) $$;
create function first_of(anyarray) returns anyelement language sql as $$ select $1[1] $$;
create function any_record() returns setof record language plpgsql as $$ begin return next row(1, 'a'); end $$;
create function with_defaults(a integer default 1 + 1, b timestamptz default now(), c text[] default array['a', 'b;']) returns void language sql as $$ select $$;
create function inner_call() returns integer language sql return 1;
create function outer_call(n integer default inner_call()) returns integer language sql return n + inner_call();
comment on procedure archive(date, integer) is 'Moves rows';
grant execute on procedure cleanup() to corpus_writer;
