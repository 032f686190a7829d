-- Functions whose bodies PostgreSQL has parsed depend on tables, columns, views and on each other; what they stand on
-- changes, and they come and go in the right order.

-- old
create table goods (id integer primary key, name text, price integer);
create function cheap(top integer) returns setof goods language sql begin atomic select id, name, price from goods where price < top; end;
create view cheap_view as select * from cheap(10);

-- new
create table goods (id integer primary key, name text, price bigint, tax integer default 8);
create function taxed(price bigint, tax integer) returns numeric language sql immutable return price * (1 + tax / 100.0);
create function cheap(top integer) returns setof goods language sql begin atomic select id, name, price, tax from goods where price < top; end;
create view cheap_view as select * from cheap(10);
create view taxed_goods as select name, taxed(price, tax) as gross from goods;
create procedure raise_all(by integer) begin atomic update goods set price = price + by; delete from goods where price < 0; end;
create function gross_total() returns numeric begin atomic select sum(gross) from taxed_goods; end;

-- rows
insert into goods values (1, 'a', 5);

-- rows new
insert into goods values (1, 'a', 5, 8);
