-- NOT NULL and defaults come and go, alone and together, on columns with rows.

-- old
create table member (
  id integer primary key,
  name text,
  joined date not null,
  points integer default 0,
  level integer not null default 1,
  note text not null default '',
  born date default current_date,
  ratio numeric default 0.5
);

-- new
create table member (
  id integer primary key,
  name text not null,
  joined date default '2020-01-01',
  points integer not null,
  level integer default 1,
  note text,
  born date not null default '1990-01-01'::date + 1,
  ratio numeric default 1.0 / 3
);

-- rows
insert into member values (1, 'Ada', '2024-01-01', 3, 2, 'x', '1815-12-10', 0.25);

-- rows new
insert into member values (1, 'Ada', '2024-01-01', 3, 2, 'x', '1815-12-10', 0.25);
