-- PostgreSQL publishes no table that is unlogged.

-- old
create table notes (id integer primary key);
create unlogged table other (id integer primary key);
create table more (id integer primary key);
create publication pub for table notes, more;

-- new
create unlogged table notes (id integer primary key);
create table other (id integer primary key);
create table more (id integer primary key);
create publication pub for table other, more;

-- rows
insert into notes values (1);
insert into other values (2);

-- rows new
insert into notes values (1);
insert into other values (2);
