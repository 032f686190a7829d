-- CREATE TABLE makes one constraint of two that exclude the same; both are wanted.

-- old
create table room (id integer, at int4range);

-- new
create table room (id integer, at int4range);
alter table room add constraint no_overlap exclude using gist (at with &&);
alter table room add constraint no_overlap_again exclude using gist (at with &&);
create table fresh (id integer, at int4range);
alter table fresh add constraint fresh_no_overlap exclude using gist (at with &&);
alter table fresh add constraint fresh_no_overlap_again exclude using gist (at with &&);

-- rows
insert into room values (1, '[1,3)'), (2, '[3,5)');
