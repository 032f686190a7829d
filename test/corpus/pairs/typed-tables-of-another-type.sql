-- A table of a composite type becomes one of another: its columns change in between; in another order it is made anew.

-- old
create type reading as (at date, value numeric, note text);
create type place as (at text, value text, more text);
create type turned as (value numeric, at date);
create table indoor of reading;
create table outdoor of reading;
create table plain (at date);
create view all_indoor as select at, value from indoor;

-- new
create type reading as (at date, value numeric, note text);
create type place as (at text, value text, more text);
create type turned as (value numeric, at date);
create table indoor of place (value with options default '1');
create table outdoor of turned;
create table plain of place;
create view all_indoor as select at, value from indoor;

-- rows
insert into indoor values ('2026-01-01', 20, 'x');
insert into outdoor values ('2026-01-01', 5, 'y');
insert into plain values ('2026-01-01');

-- rows new
insert into indoor values ('2026-01-01', 20, 'x');
insert into outdoor values (5, '2026-01-01');
insert into plain values ('2026-01-01');
