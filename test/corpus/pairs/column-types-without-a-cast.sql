-- Types between which PostgreSQL has no cast, and types that need an explicit one.

-- old
create table odd (
  id integer primary key,
  at bigint,
  flag integer default 1,
  body text default '{}',
  list text,
  place text,
  amount text default '0',
  key uuid default gen_random_uuid(),
  span interval,
  bits text,
  code varchar(20) not null default 'abc'
);

-- new
create table odd (
  id integer primary key,
  at timestamp with time zone,
  flag boolean default true,
  body jsonb default '{}',
  list text[],
  place point,
  amount integer default 0,
  key text default 'none',
  span integer,
  bits bit varying(8),
  code char(3) not null default 'abc'
);
