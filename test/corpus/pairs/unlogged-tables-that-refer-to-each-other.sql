-- Tables that refer to each other, two or three in a circle, become unlogged together, and logged again.

-- old
create table a (id integer primary key, b_id integer);
create table b (id integer primary key, a_id integer references a);
alter table a add constraint a_b foreign key (b_id) references b;
create table x (id integer primary key, y_id integer);
create table y (id integer primary key, z_id integer);
create table z (id integer primary key, x_id integer references x, a_id integer references a);
alter table x add constraint x_y foreign key (y_id) references y;
alter table y add constraint y_z foreign key (z_id) references z;

-- new
create unlogged table a (id integer primary key, b_id integer);
create unlogged table b (id integer primary key, a_id integer references a);
alter table a add constraint a_b foreign key (b_id) references b;
create unlogged table x (id integer primary key, y_id integer);
create unlogged table y (id integer primary key, z_id integer);
create unlogged table z (id integer primary key, x_id integer references x, a_id integer references a);
alter table x add constraint x_y foreign key (y_id) references y;
alter table y add constraint y_z foreign key (z_id) references z;

-- rows
insert into a values (1, null);
insert into b values (2, 1);
update a set b_id = 2;
insert into x values (1, null);
