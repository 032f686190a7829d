-- Sequences whose column or table goes, with the position they have: one is let go of, others move to another column.

-- old
create sequence freed;
create sequence moved;
create sequence left_behind;
create table notes (id bigint, a smallint default nextval('freed'), b bigint);
create table gone (id bigint);
alter sequence freed owned by notes.a;
alter sequence moved owned by notes.b;
alter sequence left_behind owned by gone.id;

-- new
create sequence freed;
create sequence moved;
create sequence left_behind;
create unlogged table notes (id bigint, c bigint);
alter sequence moved owned by notes.c;
alter sequence left_behind owned by notes.id;

-- rows
select nextval('freed'), nextval('moved'), nextval('moved'), setval('left_behind', 40);

-- rows new
select setval('freed', 30), setval('moved', 20), setval('left_behind', 40);
