-- A domain gets a check and NOT NULL, which PostgreSQL adds only where the values are columns of their own: a row is kept
-- whole in a materialized view and in a table, an array in a column, and the values of types that have it inside.

-- old
create domain amount as integer;
create domain price as amount;
create domain label as text;
create type measure as (amount amount, unit text);
create type labels as range (subtype = label);
create table item (id integer primary key, price price, label label);
create materialized view items as select i, i.id from item i;
create table box (id integer primary key, item item, all_of amount[], measure measure, span labels);

-- new
create domain amount as integer constraint positive check (value > 0);
create domain price as amount;
create domain label as text not null;
create type measure as (amount amount, unit text);
create type labels as range (subtype = label);
create table item (id integer primary key, price price, label label);
create materialized view items as select i, i.id from item i;
create table box (id integer primary key, item item, all_of amount[], measure measure, span labels);

-- rows
insert into item values (1, 2, 'a');
insert into box select 1, i, '{1,2}'::amount[], '(1,EUR)'::measure, labels('a', 'b') from item i;

-- rows new
insert into item values (1, 2, 'a');
insert into box select 1, i, '{1,2}'::amount[], '(1,EUR)'::measure, labels('a', 'b') from item i;
