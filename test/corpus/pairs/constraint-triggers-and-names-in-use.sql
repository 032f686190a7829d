-- A check becomes a foreign key of the same name, a unique constraint a primary key, a trigger a constraint trigger; an
-- index is named as a table was.

-- old
create table color (name text unique);
create table car (id integer constraint car_key unique, color text, constraint known_color check (color in ('red', 'blue')));
create table car_color (x integer);
create function look() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger looked after insert on car for each row execute function look();

-- new
create table color (name text unique);
create table car (id integer constraint car_key primary key, color text, constraint known_color foreign key (color) references color (name));
create index car_color on car (color);
create function look() returns trigger language plpgsql as $$ begin return null; end $$;
create constraint trigger looked after insert on car deferrable for each row execute function look();

-- rows
insert into color values ('red');
insert into car values (1, 'red');

-- rows new
insert into color values ('red');
insert into car values (1, 'red');
