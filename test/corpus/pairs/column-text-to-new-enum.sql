-- A text with a default and a check becomes an enum that the other side does not know.

-- old
create table article (
  id integer primary key,
  state text not null default 'draft' check (state in ('draft', 'printed')),
  tags text[] not null default '{}'
);
create index article_drafts on article (id) where state = 'draft';

-- new
create type article_state as enum ('draft', 'printed', 'withdrawn');
create type article_tag as enum ('news', 'sport');
create table article (
  id integer primary key,
  state article_state not null default 'draft',
  tags article_tag[] not null default '{}'
);
create index article_drafts on article (id) where state = 'draft';

-- rows
insert into article values (1, 'draft', '{news}'), (2, 'printed', '{}');

-- rows new
insert into article values (1, 'draft', '{news,sport}'), (2, 'printed', '{}');
