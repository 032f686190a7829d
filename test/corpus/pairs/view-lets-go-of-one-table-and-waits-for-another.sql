-- A view is written anew without a table that goes, and has to be created again because of another one.

-- old
create table gone (id integer) partition by list (id);
create table gone_1 partition of gone default;
create table stays (id integer, note text) partition by list (id);
create view both_tables as select id from gone_1 union all select id from stays;

-- new
create table stays (id integer, note text);
create view both_tables with (security_invoker = true) as select id from stays;

-- rows
insert into gone values (1);
