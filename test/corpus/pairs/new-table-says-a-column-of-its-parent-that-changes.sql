-- A table that inherits may say a column itself as well: it is made once the table above has that of the same type.
-- old
create table above (id bigint primary key, a varchar(40), c integer);

-- new
create table above (id text not null, a numeric, c integer not null);
create table beside (id text primary key, a numeric, b boolean not null) inherits (above);

-- rows
insert into above values (1, '1', 1);

-- rows new
insert into above values (1, '1', 1);
