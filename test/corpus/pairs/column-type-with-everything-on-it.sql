-- A price becomes exact: its column has a default, a check, indexes, a computed column, views, a policy, a trigger and
-- extended statistics on it, and rows in it.

-- loses: column:shop.item.price   whose fractions an integer has no room for

-- old
create schema shop;
create table shop.item (
  id bigint generated always as identity primary key,
  name text not null,
  price integer not null default 10 check (price >= 0),
  amount integer not null default 1,
  total integer generated always as (price * amount) stored
);
create index item_price on shop.item (price);
create index item_expensive on shop.item (name) where price > 100;
create index item_price_class on shop.item ((price / 10));
create statistics shop.item_price_amount on price, amount from shop.item;
create view shop.bargain as select id, name, price from shop.item where price < 5;
create view shop.bargain_count as select count(*) as bargains, min(price) as lowest from shop.bargain;
create materialized view shop.price_list as select name, price from shop.item;
create index price_list_price on shop.price_list (price);
comment on view shop.bargain is 'Everything under five';
alter table shop.item enable row level security;
create policy cheap on shop.item for select using (price < 1000);
create function shop.note_price() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger price_changed before update of price on shop.item
  for each row when (old.price is distinct from new.price) execute function shop.note_price();

-- new
create schema shop;
create table shop.item (
  id bigint generated always as identity primary key,
  name text not null,
  price numeric(12,2) not null default 10.00 check (price >= 0),
  amount integer not null default 1,
  total numeric(12,2) generated always as (price * amount) stored
);
create index item_price on shop.item (price);
create index item_expensive on shop.item (name) where price > 100;
create index item_price_class on shop.item ((price / 10));
create statistics shop.item_price_amount on price, amount from shop.item;
create view shop.bargain as select id, name, price from shop.item where price < 5;
create view shop.bargain_count as select count(*) as bargains, min(price) as lowest from shop.bargain;
create materialized view shop.price_list as select name, price from shop.item;
create index price_list_price on shop.price_list (price);
comment on view shop.bargain is 'Everything under five';
alter table shop.item enable row level security;
create policy cheap on shop.item for select using (price < 1000);
create function shop.note_price() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger price_changed before update of price on shop.item
  for each row when (old.price is distinct from new.price) execute function shop.note_price();

-- rows
insert into shop.item (name, price, amount) values ('pen', 2, 10), ('desk', 250, 1);
refresh materialized view shop.price_list;

-- rows new
insert into shop.item (name, price, amount) values ('pen', 2, 10), ('desk', 250, 1);
