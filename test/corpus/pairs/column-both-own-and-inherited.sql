-- A column that a table inherits and says itself as well comes before that of the table above, changes with it, and goes
-- after it.
-- old
create table above (id bigint primary key, a varchar(40), c integer, going text default 'x');
create table below (id bigint, a varchar(40), c integer default 5, going text default 'x') inherits (above);
create index on below (a);
create view seen as select id, a from below;
create table joined (c integer, id bigint constraint above_id_not_null not null, a varchar(40), going text);
alter table joined inherit above;

-- new
create table above (id text not null, a numeric, c integer, added date default '2020-01-01');
create table below (id text, a numeric default 3, c integer default 6, added date default '2026-01-01') inherits (above);
create index on below (a);
create view seen as select id, a from below;
create table joined (c integer, id text constraint above_id_not_null not null, a numeric, added date);
alter table joined inherit above;
create table beside (id text primary key, a numeric, b boolean not null) inherits (above);

-- rows
insert into above values (1, '1', 1);
insert into below values (2, '2', 2);

-- rows new
insert into above values (1, '1', 1);
insert into below values (2, '2', 2);
