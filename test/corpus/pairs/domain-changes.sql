-- A domain's default, NOT NULL and checks change in place, while a table uses it; another domain stands on it.

-- old
create domain email as text default 'nobody@example.org' constraint has_at check (value like '%@%');
create domain work_email as email constraint at_work check (value like '%@example.org');
create domain quantity as integer not null constraint positive check (value > 0);
create domain label as text;
create table person (id integer primary key, mail email, office work_email, counted quantity, label label);
comment on domain email is 'Any address';

-- new
create domain email as text not null constraint has_at check (value ~ '^[^@]+@[^@]+$') constraint short check (length(value) < 200);
create domain work_email as email default 'x@example.org' constraint at_work check (value like '%@example.org');
create domain quantity as integer default 1 constraint positive check (value >= 0);
alter domain quantity add constraint even check (value % 2 = 0) not valid;
create domain label as text collate "C";
create table person (id integer primary key, mail email, office work_email, counted quantity, label label);
comment on domain email is 'An address';
comment on constraint short on domain email is 'Long ones are spam';
grant usage on type quantity to corpus_writer;

-- rows
insert into person values (1, 'a@example.org', 'b@example.org', 2, 'x');

-- rows new
insert into person values (1, 'a@example.org', 'b@example.org', 2, 'x');
