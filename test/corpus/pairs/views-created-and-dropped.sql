-- Recursive views, views of joins and of functions, views with columns named twice, and views that use an operator, a
-- window, a grouping set and a type of their own.

-- old
create table folder (id integer primary key, parent integer references folder, name text);

-- new
create type folder_kind as enum ('root', 'leaf');
create table folder (id integer primary key, parent integer references folder, name text, kind folder_kind default 'leaf');
create view folder_tree as
  with recursive tree (id, depth) as (
    select id, 0 from folder where parent is null
    union all
    select f.id, t.depth + 1 from folder f join tree t on f.parent = t.id
  ) select * from tree;
create function children(of integer) returns setof folder language sql stable as $$ select * from folder where parent = $1 $$;
create view grandchildren as select c.id as child, g.* from folder f, children(f.id) c, lateral children(c.id) g (folder_id, parent_id);
create view "Folder ""overview""" as
  select kind, name, count(*) as "number of", row_number() over (partition by kind order by name) as "order"
  from folder group by grouping sets ((kind, name), (kind)) having count(*) > 0;
create view leaf as select id, name from folder where kind = 'leaf' order by name limit 10;
create materialized view leaf_copy as table leaf with no data;
create unique index on leaf_copy (id);

-- rows
insert into folder values (1, null, 'a'), (2, 1, 'b');

-- rows new
insert into folder values (1, null, 'a'), (2, 1, 'b');
