-- Partitions leave tables that go or are made anew, for others, which may be new and have other types; no row is lost.

-- old
create table was (id integer not null, note text, own date) partition by hash (id);
create table part partition of was for values with (modulus 1, remainder 0);
create table whole (id integer, note text) partition by list (id);
create table half partition of whole for values in (1) partition by list (note);
create table quarter partition of half for values in ('a');
create table gone (id integer) partition by list (id);
create table kept partition of gone for values in (1);

-- new
create table becomes (id text not null, note varchar(20), extra integer default 3) partition by range (id);
create table part partition of becomes for values from ('0') to ('10');
create table whole (id integer, note text) partition by range (id);
create table other (id integer, note text) partition by list (note);
create table quarter partition of other for values in ('a');
create table kept (id integer);

-- rows
insert into part values (1, 'x');
insert into quarter values (1, 'a');
insert into kept values (1);

-- rows new
insert into part values (1, 'x');
insert into quarter values (1, 'a');
insert into kept values (1);
