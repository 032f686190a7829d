-- Columns of partitioned and inheriting tables, and names that have to be quoted.
-- renames: column:public.events.kind to column:public.events.sort
-- renames: column:public."Odd Table".from to column:public."Odd Table".where
-- renames: column:public.levels.k to column:public.levels.l
-- renames: table:public.parent to table:public.Parent
-- renames: column:public.parent.a to column:public.Parent.b

-- old
create table events (id integer, kind text not null, at date not null, constraint kinds check (kind <> ''), primary key (id, at)) partition by range (at);
create table events_1 partition of events for values from ('2024-01-01') to ('2025-01-01');
create index on events (kind);
create table levels (id integer, k integer) partition by list (id);
create table levels_1 partition of levels for values in (1) partition by list (k);
create table levels_1_1 partition of levels_1 for values in (7);
create table parent (id integer primary key, a integer constraint small check (a < 100));
create table child (extra text) inherits (parent);
create table merged (a integer constraint small check (a < 100), extra text) inherits (parent);
create table "Odd Table" (id integer primary key, "from" text default 'from', "select" integer);
create index "odd ""one" on "Odd Table" (lower("from")) include ("select");

-- new
create table events (id integer, sort text not null, at date not null, constraint kinds check (sort <> ''), primary key (id, at)) partition by range (at);
create table events_1 partition of events for values from ('2024-01-01') to ('2025-01-01');
create index on events (sort);
create table levels (id integer, l integer) partition by list (id);
create table levels_1 partition of levels for values in (1) partition by list (l);
create table levels_1_1 partition of levels_1 for values in (7);
create table "Parent" (id integer primary key, b integer constraint small check (b < 100));
create table child (extra text) inherits ("Parent");
create table merged (b integer constraint small check (b < 100), extra text) inherits ("Parent");
create table "Odd Table" (id integer primary key, "where" text default 'from', "select" integer);
create index "odd ""one" on "Odd Table" (lower("where")) include ("select");

-- rows
insert into events values (1, 'k', '2024-02-02');
insert into levels values (1, 7);
insert into parent values (1, 2);
insert into child values (3, 4, 'x');
insert into merged values (5, 6, 'y');
insert into "Odd Table" values (1, 'f', 2);

-- rows new
insert into events values (1, 'k', '2024-02-02');
insert into levels values (1, 7);
insert into "Parent" values (1, 2);
insert into child values (3, 4, 'x');
insert into merged values (5, 6, 'y');
insert into "Odd Table" values (1, 'f', 2);
