-- Two parents with a column in common, three generations, and an order of parents.

-- old
create table named (name text not null, note text);
create table dated (at date default '2026-01-01', note text);
create table plain (id integer);

-- new
create table named (name text not null, note text);
create table dated (at date default '2026-01-01', note text);
create table plain (id integer);
create table happening (place text, note text default 'both') inherits (named, dated);
create table concert (band text) inherits (happening);
create table other_order () inherits (dated, named);
alter table plain add column name text not null, add column note text;
alter table plain inherit named;
comment on column happening.note is 'from two sides';

-- rows
insert into plain values (1);
delete from plain;

-- rows new
insert into concert (name, at, band) values ('x', '2026-02-02', 'y');
insert into plain values (1, 'a', 'b');
