-- Grants on all that can be granted on: to PUBLIC, on columns, with grant option, revoked defaults, of the owner himself.

-- old
create schema vault;
create table vault.secret (id integer primary key, label text, body text);
create view vault.label as select id, label from vault.secret;
create sequence vault.counter;
create function vault.reveal(integer) returns text language sql as $$ select 'x'::text $$;
create type vault.grade as enum ('a', 'b');
create domain vault.pin as text;
grant usage on schema vault to corpus_reader, corpus_writer;
grant select, insert on vault.secret to corpus_writer;
grant select (id, label), update (label) on vault.secret to corpus_reader;
grant select on vault.label to public;
grant all on vault.counter to corpus_writer;
grant execute on function vault.reveal(integer) to corpus_reader;
grant select on vault.secret to "Corpus ""Odd"" role";

-- new
create schema vault;
create table vault.secret (id integer primary key, label text, body text);
create view vault.label as select id, label from vault.secret;
create sequence vault.counter;
create function vault.reveal(integer) returns text language sql as $$ select 'x'::text $$;
create type vault.grade as enum ('a', 'b');
create domain vault.pin as text;
grant usage, create on schema vault to corpus_reader;
grant select on vault.secret to corpus_writer with grant option;
grant select (id), insert (id, body), references (label) on vault.secret to corpus_reader;
grant select (body) on vault.secret to corpus_writer with grant option;
revoke delete, truncate on vault.secret from current_user;
grant select, insert, update, delete on vault.label to corpus_writer;
grant usage on vault.counter to public;
revoke execute on function vault.reveal(integer) from public;
revoke usage on type vault.grade from public;
grant usage on type vault.pin to corpus_reader with grant option;
