-- A publication gets the parent of a table that it has already, and another loses a parent and keeps its child.

-- old
create table parent (id integer primary key);
create table child () inherits (parent);
create publication gets for table child;
create publication loses for table only parent, child;

-- new
create table parent (id integer primary key);
create table child () inherits (parent);
create publication gets for table parent;
create publication loses for table child;
create publication fresh for table only parent;
