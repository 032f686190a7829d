-- open: PostgreSQL 18: NOT NULL constraints that are NO INHERIT or NOT VALID, and comments on them, are not compared.
-- PostgreSQL 18 gives NOT NULL a name, lets it be not validated and not inherited, and keys and checks not enforced.
-- from: 18

-- old
create table form (
  id integer constraint form_has_id not null,
  name text not null,
  mail text,
  age integer constraint adult check (age >= 18) not enforced,
  parent integer
);
create table form_id (id integer primary key);

-- new
create table form_id (id integer primary key);
create table form (
  id integer not null,
  name text constraint form_has_name not null,
  mail text,
  age integer constraint adult check (age >= 18),
  parent integer references form_id not enforced
);
alter table form add constraint form_has_mail not null mail not valid;
create table child () inherits (form);
create table own (id integer constraint own_only not null no inherit);
comment on constraint form_has_name on form is 'Please';

-- rows
insert into form values (1, 'a', 'b', 20, null);
