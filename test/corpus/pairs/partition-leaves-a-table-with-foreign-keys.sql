-- What was a foreign key of its table is the partition's own once it is detached, under the name that it had there.

-- old
create table place (id integer primary key);
create table kind (id integer primary key);
create table visit (id integer, place integer references place, kind integer references kind) partition by list (id);
create table visit_1 partition of visit for values in (1);
create table visit_2 (id integer, place integer, kind integer, constraint to_place foreign key (place) references place);
alter table visit attach partition visit_2 for values in (2);
create table visit_3 partition of visit for values in (3) partition by list (place);
create table visit_3_1 partition of visit_3 for values in (1);
create table visit_4 (id integer, place integer, kind integer, constraint to_place foreign key (place) references place)
  partition by list (place);
create table visit_4_1 (id integer, place integer, kind integer, constraint to_1 foreign key (place) references place);
alter table visit_4 attach partition visit_4_1 for values in (1);
alter table visit attach partition visit_4 for values in (4);
create table moving partition of visit for values in (5);

-- new
create table place (id integer primary key);
create table visit (id integer, place integer references place) partition by list (id);
create table visit_1 (id integer, place integer, constraint visit_place_fkey foreign key (place) references place);
create table visit_2 (id integer, place integer);
create table visit_3 (id integer, place integer) partition by list (place);
create table visit_3_1 (id integer, place integer);
create table visit_4 partition of visit for values in (4) partition by list (place);
create table visit_4_1 (id integer, place integer);
create table old_visit (id integer, place integer, constraint to_place foreign key (place) references place)
  partition by list (id);
create table moving partition of old_visit for values in (5);

-- rows
insert into place values (1);
insert into visit (id, place) values (1, 1), (2, 1), (3, 1), (4, 1), (5, 1);

-- rows new
insert into place values (1);
insert into visit_1 values (1, 1);
insert into visit_2 values (2, 1);
insert into visit_3_1 values (3, 1);
insert into visit_4_1 values (4, 1);
insert into old_visit values (5, 1);
