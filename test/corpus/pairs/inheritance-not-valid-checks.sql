-- A check that is not validated on the parent, and what its children say about it.

-- old
create table parent (d date);

-- new
create table parent (d date);
create table child (check (d > '2001-01-01'::date)) inherits (parent);
create table child_2 (e integer) inherits (parent);
alter table parent add constraint recent check (d >= '2001-01-01'::date and d <= '2099-12-31'::date) not valid;
