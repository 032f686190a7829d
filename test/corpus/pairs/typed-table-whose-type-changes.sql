-- The columns of a typed table are those of its type and change with that.
-- old
create type reading as (at text, value point, note text);
create table indoor of reading (at with options unique);

-- new
create type reading as (at uuid, value int4range);
create table indoor of reading (at with options unique);
