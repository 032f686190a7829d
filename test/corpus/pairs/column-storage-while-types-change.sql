-- A column whose type changes, or is made anew, is stored as was set, also where it is inherited: PostgreSQL forgets that.

-- old
create type size as (width integer, height integer);
create table scan (id integer, image varchar(10), raw text, area size, plain text) partition by range (id);
create table scan_0 partition of scan for values from (0) to (10);
create table thing (label varchar(10), area size);
create table toy () inherits (thing);
alter table only scan alter column area set storage external;
alter table only scan alter column image set storage external;
alter table only scan alter column image set compression pglz;
alter table only scan alter column image set statistics 50;
alter table only scan_0 alter column image set storage main;
alter table only scan_0 alter column area set storage main;
alter table only scan alter column plain set storage external;
alter table only thing alter column area set storage external;
alter table only toy alter column area set storage main;
alter table only toy alter column label set storage main;

-- new
create type size as (width bigint, height bigint, depth bigint);
create table scan (id integer, image text, raw bytea, area size, plain integer) partition by range (id);
create table scan_0 partition of scan for values from (0) to (10);
create table thing (label text, area size);
create table toy () inherits (thing);
alter table only scan alter column area set storage external;
alter table only scan alter column image set storage external;
alter table only scan alter column image set compression pglz;
alter table only scan alter column image set statistics 50;
alter table only scan_0 alter column image set storage main;
alter table only scan_0 alter column area set storage main;
alter table only scan alter column raw set storage external;
alter table only thing alter column area set storage external;
alter table only toy alter column area set storage main;
alter table only toy alter column label set storage main;

-- rows
insert into scan (id, image) values (1, 'x');
insert into toy (label) values ('x');

-- rows new
insert into scan (id, image) values (1, 'x');
insert into toy (label) values ('x');
