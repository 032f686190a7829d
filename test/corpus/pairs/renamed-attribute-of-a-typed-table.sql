-- The columns of a typed table have the names of its type's attributes.
-- renames: attribute:public.reading.value to attribute:public.reading.measured
-- old
create type reading as (at text, value integer, note text);
create table indoor of reading (at with options unique, value default 7);
create index on indoor (value);
create view recent as select at, value as read from indoor where value > 3;

-- new
create type reading as (at text, measured integer, note text);
create table indoor of reading (at with options unique, measured default 7);
create index indoor_value_idx on indoor (measured);
create view recent as select at, measured as read from indoor where measured > 3;

-- rows
insert into indoor values ('a', 5, 'b');

-- rows new
insert into indoor values ('a', 5, 'b');
