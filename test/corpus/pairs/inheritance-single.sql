-- Children inherit columns and checks; the parent gets and loses columns, a child has its own and other defaults, one
-- child joins the family, one leaves it.

-- old
create table animal (id integer primary key, name text default 'nobody', legs integer check (legs >= 0), old_column text);
create table dog (breed text) inherits (animal);
create table cat (id integer not null, name text default 'nobody', legs integer, old_column text, indoor boolean default true);
alter table cat add constraint animal_legs_check check (legs >= 0);
alter table cat inherit animal;
create table fish (id integer not null, name text default 'nobody', legs integer, old_column text, water text);
alter table fish add constraint animal_legs_check check (legs >= 0);

-- new
create table animal (id integer primary key, name text default 'somebody', legs integer check (legs >= 0), born date default '2020-01-01');
create table dog (breed text) inherits (animal);
alter table dog alter column name set default 'Rex', alter column name set not null;
create table cat (id integer not null, name text default 'somebody', legs integer, born date default '2020-01-01', indoor boolean default true);
alter table cat add constraint animal_legs_check check (legs >= 0);
create table fish (id integer not null, name text default 'somebody', legs integer, born date default '2020-01-01', water text);
alter table fish add constraint animal_legs_check check (legs >= 0);
alter table fish inherit animal;
create index dog_breed on dog (breed);
alter table dog add constraint good_dog check (breed <> '') no inherit;

-- rows
insert into dog (id, name, breed) values (1, 'Bello', 'terrier');
insert into cat (id, name) values (2, 'Minka');
insert into fish values (3, 'Nemo', 0, null, 'salt');

-- rows new
insert into dog (id, breed) values (1, 'terrier');
insert into cat (id, name) values (2, 'Minka');
insert into fish (id, name, legs, water) values (3, 'Nemo', 0, 'salt');
