-- Keys and foreign keys over time, from PostgreSQL 18 on.
-- from: 18

-- old
create extension btree_gist;
create table lease (house integer, during daterange);
create table tenant (house integer, during daterange);

-- new
create extension btree_gist;
create table lease (house integer, during daterange, constraint one_lease primary key (house, during without overlaps));
create table tenant (house integer, during daterange, name text,
  constraint in_lease foreign key (house, period during) references lease (house, period during),
  constraint one_tenant unique (name, during without overlaps));

-- rows
insert into lease values (1, '[2026-01-01,2027-01-01)');

-- rows new
insert into lease values (1, '[2026-01-01,2027-01-01)');
