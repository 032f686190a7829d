-- A type gets another attribute together with the tables that are of it by then.
-- loses: composite_type:public.reading
-- old
create type reading as (at date, value integer);
create type place as (x integer, y integer);
create table indoor of reading;
create table outdoor of reading;
create index on outdoor (at);

-- new
create type reading as (at date, value integer, note text, more integer);
create type place as (x integer, y integer);
create table indoor of place;
create table outdoor of reading (note with options default 'none' not null, more with options unique);
create index on outdoor (note);
