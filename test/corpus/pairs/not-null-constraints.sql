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
create table changes (a integer, b integer constraint changes_b not null no inherit, c integer not null, d integer not null);
alter table changes add constraint changes_a not null a not valid;
comment on constraint changes_c_not_null on changes is 'Old';

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
create table changes (a integer constraint changes_a not null, b integer constraint changes_b not null, c integer not null, d integer not null no inherit);
comment on constraint changes_c_not_null on changes is 'New';
comment on constraint changes_a on changes is 'Valid';

-- rows
insert into form values (1, 'a', 'b', 20, null);
insert into changes values (1, 2, 3, 4);
