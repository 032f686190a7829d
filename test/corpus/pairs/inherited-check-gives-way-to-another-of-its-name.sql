-- A table's check goes, and what inherits it gets a constraint of its own that has the check's name. Found by the fuzzer,
-- seed 42992 on 15.

-- old
create table parent (id integer, note text);
alter table parent add constraint kept check (id > 0);
alter table parent add constraint stronger check (id > 0);
alter table parent add constraint unlike check (id > 0);
alter table parent add constraint odd check (id > 0);
create table child () inherits (parent);
create table grandchild () inherits (child);
create table other () inherits (parent);

-- new
create table parent (id integer, note text);
create table child () inherits (parent);
create table grandchild () inherits (child);
create table other () inherits (parent);
alter table child add constraint unlike unique (id);
alter table child add constraint stronger check (id > 1);
alter table child add constraint kept check (id > 0);
alter table other add constraint odd exclude using btree (note with =);

-- rows
insert into child values (2, 'a');
insert into grandchild values (2, 'b');
insert into other values (2, 'c');

-- rows new
insert into child values (2, 'a');
insert into grandchild values (2, 'b');
insert into other values (2, 'c');
