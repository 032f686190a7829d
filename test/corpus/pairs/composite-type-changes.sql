-- Attributes join, leave, change their type and their place, in composite types that columns, arrays and functions use.
-- loses: composite_type:public.address (an attribute goes)

-- old
create type address as (street text, city text, zip integer);
create type pair as (a integer, b integer);
create type span as (first date, last date);
create type single as (value text collate "C");
create table customer (id integer primary key, home address, offices address[]);
create function same(x pair, y pair) returns boolean language sql as $$ select x = y $$;
create view span_view as select null::span as span;

-- new
create type address as (street text, city text, country text);
create type pair as (b integer, a integer);
create type span as (first timestamp, last timestamp);
create type single as (value text, "the other" numeric(5,1));
create table customer (id integer primary key, home address, offices address[]);
create function same(x pair, y pair) returns boolean language sql as $$ select x = y $$;
create view span_view as select null::span as span;
comment on column address.country is 'Two letters';

-- rows
insert into customer values (1, '(Main St,Springfield,12345)', '{"(a,b,1)"}');
