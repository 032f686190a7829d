-- List, hash and default partitions, sub-partitions, expressions as key: whole trees come and go.

-- old
create table region_sale (region text, amount numeric) partition by list (region);
create table region_sale_eu partition of region_sale for values in ('de', 'fr', 'it''s');
create table region_sale_rest partition of region_sale default;

-- new
create table region_sale (region text, amount numeric) partition by list (region);
create table region_sale_eu partition of region_sale for values in ('de', 'fr', 'it''s');
create table region_sale_us partition of region_sale for values in ('us') partition by range (amount);
create table region_sale_us_low partition of region_sale_us for values from (minvalue) to (100);
create table region_sale_us_high partition of region_sale_us for values from (100) to (maxvalue);
create table bucket (id bigint not null, name text) partition by hash (id);
create table bucket_0 partition of bucket for values with (modulus 2, remainder 0);
create table bucket_1 partition of bucket for values with (modulus 2, remainder 1) with (fillfactor = 80);
create index bucket_name on bucket using btree (name text_pattern_ops);
create table by_word (word text, n integer) partition by list (lower(word));
create table by_word_a partition of by_word for values in ('a');
create table by_two (a integer, b text collate "C") partition by range (a, b collate "POSIX");

-- rows
insert into region_sale values ('de', 1), ('fr', 2);

-- rows new
insert into region_sale values ('de', 1), ('us', 2), ('us', 200);
insert into bucket values (1, 'a'), (2, 'b');
