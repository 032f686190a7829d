-- Foreign tables with options, constraints, defaults, a trigger and a view over them; one is a partition.

-- old
create foreign data wrapper bare;
create server far foreign data wrapper bare;
create foreign table far_item (id integer options (column_name 'ID') not null, name text) server far options (table_name 'items');
create foreign table gone (id integer) server far;
create view far_view as select id from far_item;

-- new
create foreign data wrapper bare;
create server far foreign data wrapper bare;
create foreign table far_item (id bigint options (column_name 'id') not null, name text collate "C" default 'x', price numeric,
  constraint dear check (price > 10)) server far options (table_name 'item', schema_name 'shop');
create view far_view as select id from far_item;
create function noted() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger noted before insert on far_item for each row execute function noted();
create table sale (at date, amount numeric) partition by range (at);
create foreign table sale_old partition of sale for values from (minvalue) to ('2020-01-01') server far;
create table sale_new partition of sale for values from ('2020-01-01') to (maxvalue);
comment on foreign table far_item is 'Elsewhere';
grant select on far_item to corpus_reader;
