-- Foreign keys change what they do on delete and update, whether they can be deferred, how nulls match, which columns
-- are set to null; checks change NO INHERIT.

-- old
create table team (id integer primary key, region integer, unique (id, region));
create table player (
  id integer primary key,
  team integer constraint plays_for references team on delete cascade,
  loan integer constraint on_loan_to references team deferrable,
  home_team integer,
  home_region integer,
  constraint home foreign key (home_team, home_region) references team (id, region),
  number integer constraint shirt check (number between 1 and 99)
);

-- new
create table team (id integer primary key, region integer, unique (id, region));
create table player (
  id integer primary key,
  team integer constraint plays_for references team on delete restrict on update cascade,
  loan integer constraint on_loan_to references team deferrable initially deferred,
  home_team integer,
  home_region integer,
  constraint home foreign key (home_team, home_region) references team (id, region) match full on delete set null,
  away_team integer,
  away_region integer default 0,
  constraint away foreign key (away_team, away_region) references team (id, region) on delete set default (away_region),
  number integer constraint shirt check (number between 1 and 99) no inherit
);

-- rows
insert into team values (1, 1), (2, 1);
insert into player values (1, 1, 2, 1, 1, 10);
