-- An index of every access method, with operator classes, options, directions, INCLUDE, collations, expressions and
-- conditions; they come, change and go.

-- old
create table doc (
  id integer, title text, body tsvector, meta jsonb, place point, area box, net inet, at timestamptz, tags text[], code text
);
create index doc_title on doc (title);
create index doc_hash on doc using hash (code);
create index doc_body on doc using gin (body);
create index doc_place on doc using gist (place);
create index doc_at on doc using brin (at);
create index doc_meta on doc using gin (meta);
create index doc_lower on doc (lower(title));
create index doc_wide on doc (id, code) include (title);
create index doc_kept on doc (title, id desc nulls last);
comment on index doc_title is 'For the list';

-- new
create table doc (
  id integer, title text, body tsvector, meta jsonb, place point, area box, net inet, at timestamptz, tags text[], code text
);
create index doc_title on doc (title text_pattern_ops desc nulls last);
create index doc_hash on doc using hash (code) with (fillfactor = 50) where code is not null;
create index doc_body on doc using gin (body) with (fastupdate = off);
create index doc_place on doc using spgist (place);
create index doc_net on doc using spgist (net inet_ops);
create index doc_at on doc using brin (at timestamptz_minmax_multi_ops) with (pages_per_range = 16);
create index doc_meta on doc using gin (meta jsonb_path_ops);
create index doc_lower on doc (lower(title) collate "C", (meta ->> 'a; b'));
create unique index doc_wide on doc (id, code) include (title, at);
create unique index doc_code on doc (code) nulls not distinct;
create index doc_tags on doc using gin (tags);
create index doc_area on doc using gist (area) where id > 10 and title <> 'it''s';
create index doc_kept on doc (title, id desc nulls last);
alter index doc_lower alter column 2 set statistics 300;
comment on index doc_kept is 'Stays';

-- rows
insert into doc (id, title, code) values (1, 'a', 'x'), (2, 'b', 'y');

-- rows new
insert into doc (id, title, code) values (1, 'a', 'x'), (2, 'b', 'y');
