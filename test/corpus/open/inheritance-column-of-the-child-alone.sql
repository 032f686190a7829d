-- open: back, PostgreSQL makes no column that is a table's own an inherited one; and the column of the child is dropped with the parent's (said) though DROP COLUMN of ONLY the parent would keep it.
-- The parent loses a column that its child has as its own then.

-- old
create table parent (id integer, note text);
create table child (extra text) inherits (parent);

-- new
create table parent (id integer);
create table child (extra text) inherits (parent);
alter table child add column note text;

-- rows
insert into child (id, extra) values (1, 'x');
