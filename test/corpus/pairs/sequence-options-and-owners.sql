-- Free-standing sequences: type, bounds, step, cache, cycle, owner, grants, comment; one is used by two columns' defaults,
-- one moves from column to column, one is let go of.

-- old
create sequence invoice_number;
create sequence countdown increment by -1 minvalue -100 maxvalue 100 start 100;
create sequence small as smallint cycle;
create sequence retired;
create table receipt (id integer default nextval('invoice_number'), number bigint default nextval('invoice_number'));
create table owner_a (id integer);
create table owner_b (id integer);
create sequence wandering owned by owner_a.id;
create sequence freed owned by owner_a.id;
comment on sequence invoice_number is 'No gaps, please';
grant usage on sequence invoice_number to corpus_writer;

-- new
create sequence invoice_number as integer start with 1000 minvalue 1 maxvalue 999999 cache 5;
create sequence countdown increment by -5 minvalue -1000 maxvalue 100 start 50 no cycle;
create sequence small as bigint;
create sequence fresh start 7 owned by none;
create table receipt (id integer default nextval('invoice_number'), number bigint default nextval('fresh'));
create table owner_a (id integer);
create table owner_b (id integer);
create sequence wandering owned by owner_b.id;
create sequence freed;
alter sequence freed owner to corpus_owner;
comment on sequence invoice_number is 'Gaps are fine';
grant select, usage on sequence invoice_number to corpus_reader with grant option;

-- rows
insert into receipt default values;
select nextval('countdown'), nextval('small'), nextval('wandering'), nextval('freed'), nextval('freed');

-- rows new
insert into receipt default values;
select nextval('countdown'), nextval('small'), nextval('wandering'), nextval('freed'), nextval('freed');
