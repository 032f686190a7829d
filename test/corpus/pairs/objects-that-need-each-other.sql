-- Circles through functions, views, defaults and types that PostgreSQL allows: a function takes a table's row and a
-- computed column calls a function of that schema; a view calls a function over another view.

-- old
create table plant (id integer primary key, name text);

-- new
create function clean(value text) returns text language sql immutable as $$ select trim(value) $$;
create table plant (id integer primary key, name text, clean_name text generated always as (clean(name)) stored);
create function label(plant) returns text language sql stable as $$ select $1.clean_name $$;
create view plant_label as select p.id, p.label from plant p;
create function label_count() returns bigint begin atomic select count(*) from plant_label; end;
create view with_count as select id, label, label_count() as labels from plant_label;
create table plant_log (plant plant, plants plant[], at timestamptz default now());
create function first_plant() returns plant language sql as $$ select * from plant limit 1 $$;
create table seed (id integer primary key, parent text default (first_plant()).name);
alter table plant add constraint known check (clean(name) <> '');
create index plant_clean on plant (clean(name));

-- rows
insert into plant values (1, 'fern');

-- rows new
insert into plant values (1, 'fern');
