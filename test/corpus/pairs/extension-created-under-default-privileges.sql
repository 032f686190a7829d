-- What an extension brings has the grants that it came with, whatever is granted by default by then.
-- old
create schema app;
alter default privileges revoke execute on functions from public;
alter default privileges in schema app grant execute on functions to corpus_reader with grant option;
alter default privileges in schema app grant usage on types to corpus_reader;

-- new
create schema app;
create extension hstore schema app;
grant execute on function app.akeys(app.hstore) to corpus_reader;
alter default privileges revoke execute on functions from public;
alter default privileges in schema app grant execute on functions to corpus_reader with grant option;
alter default privileges in schema app grant usage on types to corpus_reader;
create table app.t (h app.hstore);
