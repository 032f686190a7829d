-- A sequence moves to another table while its own becomes unlogged.

-- old
create table was (id integer);
create table becomes (id integer);
create sequence number owned by was.id;

-- new
create unlogged table was (id integer);
create table becomes (id integer);
create sequence number owned by becomes.id;
