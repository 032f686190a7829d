-- One column moves from one enum to another, with a default and an index; the old enum stays in use elsewhere.

-- old
create type size_eu as enum ('s', 'm', 'l');
create type size_any as enum ('s', 'm', 'l', 'xl');
create table shirt (id integer primary key, size size_eu default 'm', sizes size_eu[] default '{s,m}');
create table trousers (id integer primary key, size size_eu);
create index shirt_size on shirt (size);

-- new
create type size_eu as enum ('s', 'm', 'l');
create type size_any as enum ('s', 'm', 'l', 'xl');
create table shirt (id integer primary key, size size_any default 'm', sizes size_any[] default '{s,m}');
create table trousers (id integer primary key, size size_eu);
create index shirt_size on shirt (size);

-- rows
insert into shirt values (1, 's', '{s}'), (2, null, null);

-- rows new
insert into shirt values (1, 'l', '{s,l}'), (2, null, null);
