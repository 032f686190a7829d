-- A table that has nothing long has no TOAST table, and PostgreSQL forgets what is said about it.
-- old
create type state as enum ('done', 'open');
create table changing (a numeric, b varchar(40) not null, c uuid, d text) with (fillfactor = 90);
create table growing (id integer);
create table staying (id serial not null, b state[]) with (toast.autovacuum_enabled = false);

-- new
create type state as enum ('done', 'open');
create table changing (a state, b jsonb, c date) with (toast.autovacuum_enabled = false);
create table growing (id integer, note text) with (fillfactor = 80, toast.autovacuum_enabled = false);
create table staying (id bigint, d jsonb) with (toast.autovacuum_enabled = false);

-- rows
insert into changing (b) values ('1');
insert into growing values (1);

-- rows new
insert into changing (b) values ('1');
insert into growing values (1, 'a');
