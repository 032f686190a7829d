-- Options of an operator class that is the default one are all that changes in an index.

-- old
create table doc (id integer, body tsvector, title tsvector);
create index doc_body on doc using gist (body);
create index doc_title on doc using gist (title tsvector_ops (siglen = 200));

-- new
create table doc (id integer, body tsvector, title tsvector);
create index doc_body on doc using gist (body tsvector_ops (siglen = 100));
create index doc_title on doc using gist (title);
