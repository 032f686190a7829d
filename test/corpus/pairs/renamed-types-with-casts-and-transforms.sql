-- A cast and a transform are called after their types.
-- renames: enum:public.state to enum:public.phase
-- renames: composite_type:app.place to composite_type:app.spot
-- old
create schema app;
create type state as enum ('new', 'done');
create type app.place as (x integer, y integer);
create cast (state as character varying) with inout as implicit;
create cast (app.place as text) with inout;
create transform for app.place language sql (from sql with function prsd_lextype(internal));
comment on cast (state as character varying) is 'one';

-- new
create schema app;
create type phase as enum ('new', 'done');
create type app.spot as (x integer, y integer);
create cast (phase as character varying) with inout as implicit;
create cast (app.spot as text) with inout as assignment;
create transform for app.spot language sql (from sql with function prsd_lextype(internal));
comment on cast (phase as character varying) is 'two';
