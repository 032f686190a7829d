-- A table with a key and an index becomes a partition of a table that is new, and back.

-- old
create table part (id integer primary key, note text, other integer references part);
create index part_note on part (note);
create unique index part_both on part (id, note);

-- new
create table whole (id integer primary key, note text) partition by range (id);
create index whole_note on whole (note);
create unique index whole_both on whole (id, note);
create table part (id integer primary key, note text);
create index part_note on part (note);
create unique index part_both on part (id, note);
alter table whole attach partition part for values from (0) to (10);

-- rows
insert into part values (1, 'x');

-- rows new
insert into part values (1, 'x');
