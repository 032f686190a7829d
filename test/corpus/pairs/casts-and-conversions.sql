-- Casts by function, by input and output and binary coercible; conversions; what uses them.

-- old
create type celsius as (degrees numeric);
create function to_celsius(numeric) returns celsius language sql immutable as $$ select row($1)::celsius $$;
create cast (numeric as celsius) with function to_celsius(numeric);
create domain code as text;

-- new
create type celsius as (degrees numeric);
create type color as enum ('red', 'blue');
create function to_celsius(numeric) returns celsius language sql immutable as $$ select row($1)::celsius $$;
create function from_celsius(celsius) returns numeric language sql immutable as $$ select $1.degrees $$;
create function color_number(color) returns integer language sql immutable as $$ select case $1 when 'red' then 1 else 2 end $$;
create cast (numeric as celsius) with function to_celsius(numeric) as assignment;
create cast (celsius as numeric) with function from_celsius(celsius) as implicit;
create cast (color as integer) with function color_number(color);
create cast (text as color) with inout as assignment;
create conversion my_latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create table melt (id integer, at celsius, color color);
create view melt_view as select id, at::numeric as degrees, color::integer as number from melt;
comment on cast (celsius as numeric) is 'The plain number';
create domain code as text;
