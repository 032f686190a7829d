-- Extended statistics: kinds, expressions, targets, in another schema than their table, on a column that goes.

-- old
create schema s;
create table address (city text, zip text, street text, gone integer);
create statistics address_city_zip on city, zip from address;
create statistics s.address_two (ndistinct, dependencies) on zip, street from address;
create statistics address_gone on city, gone from address;
alter statistics address_city_zip set statistics 50;
comment on statistics address_city_zip is 'They go together';

-- new
create schema s;
create table address (city text, zip varchar(10), street text);
create statistics address_city_zip on city, zip from address;
create statistics s.address_two (mcv) on zip, street, city from address;
create statistics address_expression on (lower(city)), (length(street)) from address;
create statistics address_one on (upper(zip)) from address;
alter statistics address_one set statistics 0;

-- rows
insert into address values ('Bern', '3000', 'Marktgasse', 1);
