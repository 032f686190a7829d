-- Text search dictionaries and configurations, with an index and a computed column over one.

-- old
create schema ts;
create text search dictionary ts.words (template = simple, stopwords = english);
create text search configuration ts.plain (copy = simple);
create table ts.doc (id integer primary key, body text);
create index doc_body on ts.doc using gin (to_tsvector('ts.plain', body));

-- new
create schema ts;
create text search dictionary ts.words (template = simple, accept = false);
create text search dictionary ts.stems (template = snowball, language = german, stopwords = german);
create text search configuration ts.plain (copy = simple);
alter text search configuration ts.plain alter mapping for asciiword, word with ts.words, ts.stems;
alter text search configuration ts.plain drop mapping for email;
create text search configuration ts.german (parser = "default");
alter text search configuration ts.german add mapping for word with ts.stems, simple;
create table ts.doc (id integer primary key, body text, lexemes tsvector generated always as (to_tsvector('ts.german'::regconfig, body)) stored);
create index doc_body on ts.doc using gin (to_tsvector('ts.plain', body));
create index doc_lexemes on ts.doc using gin (lexemes);
comment on text search configuration ts.german is 'Stems';
alter text search dictionary ts.stems owner to corpus_owner;

-- rows
insert into ts.doc values (1, 'die Häuser');

-- rows new
insert into ts.doc values (1, 'die Häuser');
