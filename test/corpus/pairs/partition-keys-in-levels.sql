-- A foreign key can refer to a partitioned table only when the key's indexes are attached on all levels.

-- old
create table unrelated (id integer);

-- new
create table unrelated (id integer);
create table pk (a integer primary key) partition by range (a);
create table pk1 partition of pk for values from (0) to (100);
create table pk5 partition of pk for values from (500) to (1000) partition by range (a);
create table pk51 partition of pk5 for values from (500) to (700);
create table pk52 partition of pk5 for values from (700) to (1000) partition by range (a);
create table pk521 partition of pk52 for values from (700) to (800);
create table fk (a integer) partition by range (a);
create table fk1 partition of fk for values from (0) to (600);
create table a_reference (a integer references pk);
alter table fk add foreign key (a) references pk;
