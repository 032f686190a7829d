-- Tables of a composite type: they come, get constraints and defaults on the type's columns, and become plain.

-- old
create type reading as (at date, value numeric);
create table indoor of reading;
create table outdoor (at date, value numeric);

-- new
create type reading as (at date, value numeric);
create table indoor (at date, value numeric);
create table outdoor of reading (value with options default 0 not null, primary key (at));
create table cellar of reading (at with options primary key, value with options check (value > 0));

-- rows
insert into indoor values ('2026-01-01', 20);
insert into outdoor values ('2026-01-01', 5);

-- rows new
insert into indoor values ('2026-01-01', 20);
insert into outdoor values ('2026-01-01', 5);
