-- The rows of a table that is made anew wait beside it while a collation and a domain with it change.

-- old
create collation sorted from "C";
create domain word as text collate sorted;
create table t (id integer, a text collate sorted, b word, c text[] collate sorted) ;

-- new
create collation sorted from "POSIX";
create domain word as text collate sorted;
create table t (id integer, a text collate sorted, b word, c text[] collate sorted) partition by range (id);
create table t0 partition of t default;

-- rows
insert into t values (1, 'x', 'y', '{z}');

-- rows new
insert into t values (1, 'x', 'y', '{z}');
