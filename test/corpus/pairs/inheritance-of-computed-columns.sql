-- Children whose own column is computed as the parent's is: PostgreSQL 15 has no CREATE TABLE that says so.

-- old
create table parent (a integer not null, b integer generated always as (a * 2) stored);
create table plain (a integer not null, b integer);

-- new
create table parent (a integer not null, b integer generated always as (a * 2) stored);
create table plain (a integer not null, b integer);
create table joined (a integer not null, b integer generated always as (a * 2) stored);
alter table joined inherit parent;
create table inheriting (c text) inherits (parent);
create table of_plain (b integer, c text) inherits (plain);

-- rows
insert into parent (a) values (1);

-- rows new
insert into joined (a) values (2);
