-- A comment on one object of every kind that can have one: there, changed, gone; with quotes, lines and backslashes.

-- old
create schema c;
create extension hstore schema c;
create table c.t (id integer constraint t_key primary key, v text constraint t_check check (v <> ''));
create index t_v on c.t (v);
create view c.w as select id from c.t;
create sequence c.s;

-- new
create schema c;
create extension hstore schema c;
create table c.t (id integer constraint t_key primary key, v text constraint t_check check (v <> ''));
create index t_v on c.t (v);
create view c.w as select id from c.t;
create sequence c.s;
comment on schema c is 'Schema''s comment';
comment on extension hstore is 'Not what the extension says';
comment on table c.t is E'Two\nlines';
comment on column c.t.v is E'Tab\tand \\backslash';
comment on constraint t_key on c.t is 'Key "t"';
comment on constraint t_check on c.t is '$$';
comment on index c.t_v is 'Index; with a semicolon';
comment on view c.w is '-- no comment';
comment on column c.w.id is '/* nor this */';
comment on sequence c.s is 'ünïcödé 😀';
comment on schema public is null;
