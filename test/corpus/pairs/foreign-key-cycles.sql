-- Tables that point at each other in circles of two and three, and at themselves, come at once; and go at once.

-- old
create table employee (id integer primary key, name text);

-- new
create table employee (id integer primary key, name text, department integer not null, boss integer references employee);
create table department (id integer primary key, head integer not null references employee, parent integer references department);
alter table employee add foreign key (department) references department deferrable initially deferred;
create table egg (id integer primary key, hen integer not null);
create table hen (id integer primary key, chick integer not null);
create table chick (id integer primary key, egg integer not null references egg);
alter table egg add foreign key (hen) references hen;
alter table hen add foreign key (chick) references chick;

-- rows new
begin;
insert into employee values (1, 'Ada', 1, 1);
insert into department values (1, 1, 1);
commit;
