-- Grants on what belongs to an extension or to PostgreSQL itself: given, taken away from everyone, and gone with the extension.

-- old
create schema ext;
create extension hstore schema ext;
create extension pg_trgm schema ext;
revoke execute on function ext.hstore(text, text) from public;
grant execute on function ext.similarity(text, text) to corpus_reader;
grant select on pg_catalog.pg_authid to corpus_reader;

-- new
create schema ext;
create extension hstore schema ext;
grant execute on function ext.hstore(text, text) to corpus_reader, corpus_writer with grant option;
revoke usage on type ext.hstore from public;
grant execute on function pg_catalog.pg_ls_dir(text) to corpus_writer;
