-- from: 18
-- A partition that is detached keeps the foreign keys of its table as its own, but not those that are not enforced.
-- old
create table places (id integer primary key);
create table others (id integer primary key);
create table visits (day integer, place integer) partition by list (day);
create table monday partition of visits for values in (1);
create table tuesday partition of visits for values in (2);
create table later partition of visits default partition by list (place);
create table far partition of later default;
alter table visits add constraint known foreign key (place) references places not enforced;

-- new
create table places (id integer primary key);
create table others (id integer primary key);
create table visits (day integer, place integer) partition by list (day);
create table monday (day integer, place integer);
alter table monday add constraint known foreign key (place) references places not enforced;
create table tuesday (day integer, place integer);
create table later partition of visits default partition by list (place);
create table far (day integer, place integer);
alter table visits add constraint known foreign key (place) references others not enforced;

-- rows
insert into visits values (1, 7), (2, 8), (3, 9);

-- rows new
insert into monday values (1, 7);
insert into tuesday values (2, 8);
insert into far values (3, 9);
