-- Views change places: what they use then stands on the table that they used, which is made anew. Found by the fuzzer, seeds 40061 and 40204 on 15.

-- old
create table t (id integer, a text);
create view of_part as select id from t;
create view of_stock as select * from t;

-- new
create table t (id integer, a text) partition by range (id);
create table p partition of t for values from (20) to (209);
create view inner_one as select id, a from t;
create materialized view stock as select id, a from inner_one;
create view of_part as select id from p;
create view of_stock as select * from stock;
