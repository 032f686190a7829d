-- A column goes before the table it is in does, because its type must be made anew; one of the partition key can't.

-- old
create domain d as text check (value <> '');
create schema app;
create function app.f() returns integer language sql immutable as 'select 1';
create table app.t (id integer not null, a d, c integer default app.f()) partition by hash (id);
create table u (b d);

-- new
create type e as enum ('new', 'done');
create domain d as e[];
create table u (b d);
