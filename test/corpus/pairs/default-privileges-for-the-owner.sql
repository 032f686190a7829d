-- Default privileges go to a role that becomes the owner, and columns are granted to a role that is the owner on one side.

-- old
create schema app;
alter default privileges in schema app grant select on tables to corpus_owner, corpus_reader;
create table app.kept (id integer, name text);
grant select (id, name) on app.kept to corpus_writer;
grant update (name) on app.kept to corpus_owner with grant option;

-- new
create schema app;
alter default privileges in schema app grant select on tables to corpus_owner, corpus_reader;
create table app.kept (id integer, name text);
alter table app.kept owner to corpus_writer;
grant select (id, name) on app.kept to corpus_writer;
grant update (name) on app.kept to corpus_owner with grant option;
create table app.owned (id serial primary key);
alter table app.owned owner to corpus_owner;
create view app.all_of as select id from app.owned;
alter view app.all_of owner to corpus_reader;
