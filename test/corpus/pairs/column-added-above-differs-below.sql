-- A column is added to a table whose heirs have it otherwise: NOT NULL, or with a default of their own or none. Found by
-- the fuzzer, seed 42349 on 15.

-- old
create table parent (id integer);
create table heir () inherits (parent);
create table below () inherits (heir);
create table parted (id integer) partition by list (id);
create table part partition of parted for values in (1) partition by list (id);
create table leaf partition of part for values in (1);

-- new
create table parent (id integer, a integer, b integer default 1, c integer default 1, d integer default 1);
create table heir () inherits (parent);
create function counted() returns bigint language sql begin atomic select count(d) from heir; end;
create table below () inherits (heir);
alter table heir alter a set not null, alter b set default 2, alter c drop default, alter d set default counted();
alter table only below alter b set default 3, alter c set default 4, alter d drop default;
create table parted (id integer, a integer, b integer default 1, c integer default 1) partition by list (id);
create table part partition of parted for values in (1) partition by list (id);
create table leaf partition of part for values in (1);
alter table part alter a set not null, alter b set default 2;
alter table leaf alter c drop default;
