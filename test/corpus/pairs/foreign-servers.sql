-- Foreign data wrappers, servers and user mappings; no secret is among the options.

-- old
create foreign data wrapper bare;
create server elsewhere foreign data wrapper bare options (host 'a.example', port '5432');
create user mapping for corpus_reader server elsewhere options (user 'reader');
create server gone type 'x' version '1' foreign data wrapper bare;

-- new
create foreign data wrapper bare options (debug 'true');
create foreign data wrapper second no validator;
create server elsewhere foreign data wrapper bare options (host 'b.example', dbname 'it''s');
create user mapping for corpus_reader server elsewhere options (user 'other');
create user mapping for public server elsewhere;
create server fresh type 'y' version '2' foreign data wrapper second;
grant usage on foreign server fresh to corpus_writer;
comment on server fresh is 'New';
