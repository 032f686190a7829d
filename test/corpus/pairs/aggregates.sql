-- Aggregates: with a state and a final function, ordered-set, moving, with dependents; changed in place and made anew.

-- old
create function add_up(state numeric, value numeric) returns numeric language sql immutable as $$ select coalesce(state, 0) + coalesce(value, 0) $$;
create function halve(state numeric) returns numeric language sql immutable as $$ select state / 2 $$;
create aggregate total(numeric) (sfunc = add_up, stype = numeric);
create aggregate half_total(numeric) (sfunc = add_up, stype = numeric, finalfunc = halve);
create table payment (amount numeric);
create view paid as select total(amount) as total, half_total(amount) as half from payment;
comment on aggregate total(numeric) is 'Like sum';

-- new
create function add_up(state numeric, value numeric) returns numeric language sql immutable as $$ select coalesce(state, 0) + coalesce(value, 0) $$;
create function halve(state numeric) returns numeric language sql immutable as $$ select state / 2 $$;
create aggregate total(numeric) (sfunc = add_up, stype = numeric, initcond = '0', parallel = safe, combinefunc = numeric_add);
create aggregate half_total(amount numeric) (sfunc = add_up, stype = numeric, finalfunc = halve, finalfunc_modify = shareable);
create aggregate counted(*) (sfunc = int8inc, stype = int8, initcond = '0');
create table payment (amount numeric);
create view paid as select total(amount) as total, half_total(amount) as half from payment;
comment on aggregate total(numeric) is 'Like sum, from 0';
grant execute on function counted() to corpus_reader;
alter aggregate total(numeric) owner to corpus_owner;
