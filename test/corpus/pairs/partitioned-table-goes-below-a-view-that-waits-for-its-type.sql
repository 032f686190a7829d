-- A partitioned table goes while a view leaves it for a column of a type that is made anew and the table used as well.
-- Found by the fuzzer, seed 43069 on 15.

-- old
create domain moment as timestamp with time zone;
create table going (id serial primary key, at moment) partition by range (id);
create table staying (id integer);
create view ids as select id from going union all select id from staying;

-- new
create domain moment as varchar(40);
create table staying (id integer, at moment);
create view ids as select id, at from staying;

-- rows
insert into staying (id) values (1);

-- rows new
insert into staying (id) values (1);
