-- A parent's columns and checks go, and some of the tables that inherit them keep them as their own, with their values.

-- old
create table parent (id integer, note text default 'x' not null check (note <> ''), kind integer);
alter table parent add constraint kept check (id > 0);
create table child (extra text) inherits (parent);
create table grandchild () inherits (child);
create table other () inherits (parent);
create table leaving () inherits (parent);
create index child_note on child (note);
create view child_view as select id, note from child;
create table elder (id integer, note text);
create table younger (extra text) inherits (elder);
create table youngest () inherits (younger);

-- new
create table parent (id integer);
create table child (extra text, kind bigint, note text default 'y' not null) inherits (parent);
alter table child add constraint kept check (id > 0);
create table grandchild () inherits (child);
create table other () inherits (parent);
create table leaving (id integer, note text, kind integer);
create index child_note on child (note);
create view child_view as select id, note from child;
create table elder (id integer);
create table younger (extra text) inherits (elder);
create table youngest (note text) inherits (younger);

-- rows
insert into child (id, note, extra, kind) values (1, 'n', 'x', 3);
insert into grandchild (id, note, extra, kind) values (1, 'n', 'x', 3);
insert into leaving (id, note) values (1, 'n');
insert into youngest (id, note, extra) values (1, 'n', 'x');

-- rows new
insert into child (id, note, extra, kind) values (1, 'n', 'x', 3);
insert into grandchild (id, note, extra, kind) values (1, 'n', 'x', 3);
insert into leaving (id, note) values (1, 'n');
insert into youngest (id, note, extra) values (1, 'n', 'x');
