-- Computed columns: one gets another expression, one becomes plain and keeps its values, one is new, and a view, an index
-- and a foreign key use them.
-- loses: column:public.box.code (a plain column can't become a computed one)

-- old
create table box (
  id integer primary key,
  width integer not null,
  height integer not null,
  depth integer not null default 1,
  volume integer generated always as (width * height) stored,
  code text generated always as ('box-' || id::text) stored
);
create index box_volume on box (volume);
create view big_box as select id, volume from box where volume > 100;

-- new
create table box (
  id integer primary key,
  width integer not null,
  height integer not null,
  depth integer not null default 1,
  volume integer generated always as (width * height * depth) stored,
  code text,
  edge integer generated always as (4 * (width + height + depth)) stored
);
create index box_volume on box (volume);
create index box_edge on box (edge) where edge > 10;
create view big_box as select id, volume from box where volume > 100;

-- rows
insert into box (id, width, height) values (1, 10, 20);

-- rows new
insert into box (id, width, height, code) values (1, 10, 20, 'free');
