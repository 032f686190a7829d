-- Computed columns that are not stored, and stored ones that become so.
-- from: 18

-- old
create table circle (
  id integer primary key,
  radius numeric not null,
  area numeric generated always as (radius * radius * 3.14) virtual,
  round numeric generated always as (2 * radius * 3.14) stored
);

-- new
create table circle (
  id integer primary key,
  radius numeric not null,
  area numeric generated always as (radius * radius * 3.1416) virtual,
  round numeric generated always as (2 * radius * 3.14) virtual,
  half numeric generated always as (radius / 2) virtual
);

-- rows
insert into circle (id, radius) values (1, 2.5);

-- rows new
insert into circle (id, radius) values (1, 2.5);
