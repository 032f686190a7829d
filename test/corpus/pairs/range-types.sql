-- Range types: new, gone, over another subtype, with a canonical difference function, used in an exclusion constraint.

-- old
create schema lab;
create type lab.celsius as range (subtype = numeric);
create type lab.wave as range (subtype = integer);
create table lab.oven (id integer primary key, allowed lab.celsius, waves lab.wave);
create index oven_allowed on lab.oven using gist (allowed);
create function lab.holds(range lab.celsius, value numeric) returns boolean language sql as $$ select range @> value $$;

-- new
create schema lab;
create function lab.distance(a double precision, b double precision) returns double precision
  language sql immutable as $$ select a - b $$;
create type lab.celsius as range (subtype = double precision, subtype_diff = lab.distance, multirange_type_name = lab.celsius_set);
create type lab.word_range as range (subtype = text, collation = "C");
create table lab.oven (id integer primary key, allowed lab.celsius, seen lab.celsius_set, words lab.word_range);
create index oven_allowed on lab.oven using gist (allowed);
alter table lab.oven add constraint no_overlap exclude using gist (allowed with &&);
create function lab.holds(range lab.celsius, value numeric) returns boolean language sql as $$ select range @> value::float8 $$;

-- rows
insert into lab.oven (id, allowed) values (1, '[100,200]');
