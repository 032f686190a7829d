-- The first notes; the master migration holds all of it.
create table notes (id bigint generated always as identity primary key, body text);
