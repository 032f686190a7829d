-- Their type comes and goes with them; to ask whether they are there fails nowhere.
-- old
create type other as enum ('a');

-- new
create type other as enum ('a');
create type level as enum ('low', 'high');
create function higher(level, level) returns level language sql immutable as 'select greatest($1, $2)';
create function above(level, level) returns boolean language sql immutable as 'select $1 > $2';
create function falls(level) returns boolean language sql immutable as $$select $1 = 'low'$$;
create aggregate highest(level) (sfunc = higher, stype = level);
create aggregate counted(*) (sfunc = int8inc, stype = bigint, initcond = '0');
create aggregate middle(order by level) (sfunc = ordered_set_transition, stype = internal, finalfunc = mode_final, finalfunc_extra);
create operator >>> (leftarg = level, rightarg = level, function = above);
create operator !!! (rightarg = level, function = falls);
