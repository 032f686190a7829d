-- What a child says itself of the NOT NULLs of columns that it inherits, under names of its own.
-- from: 18

-- old
create table parent (id integer not null, language text constraint spoken not null, note text);

-- new
create table parent (id integer not null, language text constraint spoken not null, note text);
create table own (constraint own_id not null id, not null language, constraint own_note not null note) inherits (parent);
create table again () inherits (parent);
alter table again alter column id set not null;
create table below (not null note) inherits (own);

-- rows
insert into parent values (1, 'en', null);
