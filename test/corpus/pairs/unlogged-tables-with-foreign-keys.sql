-- Tables become unlogged that others refer to: these become so before, or lose their keys or go. The other way, logged
-- ones come first. Found by the fuzzer, seed 41172 on 15.

-- old
create table b (id integer primary key, up integer references b);
create table a (id integer references b);
create table c (id integer references b);
create table d (id integer references b);
create table z (id integer references b, k integer primary key);
create table y (id integer references z);

-- new
create unlogged table b (id integer primary key, up integer references b);
create unlogged table a (id integer references b);
create unlogged table c (id integer references b);
create table d (id integer);
create unlogged table z (id integer references b, k integer primary key);

-- rows
insert into b values (1, 1);
insert into a values (1);

-- rows new
insert into b values (1, 1);
insert into a values (1);
