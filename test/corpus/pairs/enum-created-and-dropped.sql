-- Whole enums come and go, with labels that need quoting, an owner, grants and comments; one has no value at all.

-- old
create type season as enum ('spring', 'summer', 'autumn', 'winter');
alter type season owner to corpus_owner;
comment on type season is 'Four of them';
create type nothing as enum ();
create table trip (id integer, season season);

-- new
create type "Time of day" as enum ('it''s morning', 'noon, high', 'C:\dusk', 'night "deep"', '');
grant usage on type "Time of day" to corpus_reader with grant option;
revoke usage on type "Time of day" from public;
create table trip (id integer, at "Time of day" default 'C:\dusk');
