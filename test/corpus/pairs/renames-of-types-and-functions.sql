-- Types, functions, sequences, views and constraints get other names; columns of the types keep their values.
-- renames: enum:public.mood to enum:public.temper
-- renames: domain:public.email to domain:public.address
-- renames: composite_type:public.point2 to composite_type:public.spot
-- renames: attribute:public.point2.y to attribute:public.spot.z
-- renames: function:public.twice(integer) to function:public.double(integer)
-- renames: sequence:public.ids to sequence:public.numbers
-- renames: view:public.all_things to view:public.every_thing
-- renames: constraint:public.things.positive to constraint:public.things.above_zero
-- renames: index:public.things_by_mood to index:public.things_by_temper
-- renames: trigger:public.things.touch to trigger:public.things.mark
-- renames: policy:public.things.mine to policy:public.things.own

-- old
create type mood as enum ('good', 'bad');
create domain email as text check (value like '%@%');
create type point2 as (x integer, y integer);
create sequence ids start 10;
create function twice(n integer) returns integer language sql immutable as 'select n * 2';
create function moods(m mood) returns setof mood language sql as 'select m';
create function changed() returns trigger language plpgsql as 'begin return new; end';
create table things (
  id integer primary key default nextval('ids'),
  feels mood not null default 'good',
  felt mood[] default '{good}',
  mail email,
  place point2,
  n integer constraint positive check (n > 0),
  doubled integer generated always as (twice(n)) stored,
  unique (mail)
);
create index things_by_mood on things (feels) where feels = 'good';
create trigger touch before update on things for each row execute function changed();
create policy mine on things using (twice(n) > 2);
create view all_things as select id, feels, twice(n) as double from things;
create view some_things as select id from all_things where feels = 'bad';

-- new
create type temper as enum ('good', 'bad');
create domain address as text check (value like '%@%');
create type spot as (x integer, z integer);
create sequence numbers start 10;
create function double(n integer) returns integer language sql immutable as 'select n * 2';
create function moods(m temper) returns setof temper language sql as 'select m';
create function changed() returns trigger language plpgsql as 'begin return new; end';
create table things (
  id integer primary key default nextval('numbers'),
  feels temper not null default 'good',
  felt temper[] default '{good}',
  mail address,
  place spot,
  n integer constraint above_zero check (n > 0),
  doubled integer generated always as (double(n)) stored,
  unique (mail)
);
create index things_by_temper on things (feels) where feels = 'good';
create trigger mark before update on things for each row execute function changed();
create policy own on things using (double(n) > 2);
create view every_thing as select id, feels, double(n) as double from things;
create view some_things as select id from every_thing where feels = 'bad';

-- rows
insert into things (feels, felt, mail, place, n) values ('good', '{bad}', 'a@b', (1, 2), 3), ('bad', null, 'c@d', null, 4);

-- rows new
insert into things (feels, felt, mail, place, n) values ('good', '{bad}', 'a@b', (1, 2), 3), ('bad', null, 'c@d', null, 4);
