-- NOT NULLs that a child inherits, with a primary key over them or without; from 18 on they can be a child's own as well.

-- old
create table parent (id integer not null, language text constraint spoken not null, primary key (id, language));

-- new
create table parent (id integer not null, language text constraint spoken not null, note text, primary key (id, language));
create table child () inherits (parent);
alter table child add primary key (id, language);
create table keyed (primary key (id, language)) inherits (parent);
create table merged (id integer, note text not null) inherits (parent);
create table own (id integer not null) inherits (parent);
create table stricter () inherits (parent);
alter table stricter alter column note set not null;

-- rows
insert into parent values (1, 'en');
