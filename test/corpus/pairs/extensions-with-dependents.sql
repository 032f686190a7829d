-- Extensions come before and go after what uses their types, operator classes and functions; one changes its schema.

-- old
create schema ext;
create extension hstore;
create table product (id integer primary key, name text, attributes hstore default 'a=>1');
create index product_attributes on product using gin (attributes);
create extension fuzzystrmatch;

-- new
create schema ext;
create extension hstore schema ext;
create extension citext;
create extension pg_trgm with schema ext;
create extension "uuid-ossp";
create table product (id integer primary key, name citext collate "C", attributes ext.hstore default 'a=>1', key uuid default uuid_generate_v4());
create index product_attributes on product using gin (attributes);
create index product_name on product using gin ((name::text) ext.gin_trgm_ops);
create domain mail as citext check (value ~ '@');
create table contact (mail mail unique);
create function similar(a text, b text) returns real language sql immutable return ext.similarity(a, b);
comment on extension citext is 'Case does not matter';

-- rows
insert into product values (1, 'Pen', 'color=>blue');

-- rows new
insert into product (id, name, attributes) values (1, 'Pen', 'color=>blue');
