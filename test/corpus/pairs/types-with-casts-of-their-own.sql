-- A cast that is there for explicit use alone takes the place of PostgreSQL's own, which assigned.
-- old
create type state as enum ('new', 'done');
create domain amount as integer;
create type place as (x integer, y text);
create table t (a state, b state[], c amount, d place, e state);

-- new
create type state as enum ('new', 'done');
create domain amount as integer;
create type place as (x integer, y text);
create cast (state as character varying) with inout;
create cast (state as text) with inout;
create cast (place as character varying) with inout;
create table t (a character varying(10), b character varying[], c character varying, d character varying, e text);

-- rows
insert into t values ('new', '{done}', 1, '(1,a)', 'done');

-- rows new
insert into t values ('new', '{done}', '1', '(1,a)', 'done');
