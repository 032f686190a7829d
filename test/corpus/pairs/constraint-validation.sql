-- Checks and foreign keys that are not validated become so, and the other way round; one changes in the same stroke.

-- old
create table country (code char(2) primary key);
create table city (id integer primary key, country char(2), people integer, area numeric, founded integer);
alter table city add constraint in_country foreign key (country) references country not valid;
alter table city add constraint some_people check (people > 0) not valid;
alter table city add constraint some_area check (area > 0);
alter table city add constraint old_enough check (founded < 2000) not valid;

-- new
create table country (code char(2) primary key);
create table city (id integer primary key, country char(2), people integer, area numeric, founded integer);
alter table city add constraint in_country foreign key (country) references country;
alter table city add constraint some_people check (people > 0);
alter table city add constraint some_area check (area > 0) not valid;
alter table city add constraint old_enough check (founded < 2026);

-- rows
insert into country values ('ch');
insert into city values (1, 'ch', 400000, 91.9, 100);

-- rows new
insert into country values ('ch');
insert into city values (1, 'ch', 400000, 91.9, 100);
