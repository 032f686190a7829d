-- Comments on columns come, change and go; columns stand in another order, which is no difference.

-- old
create table planet (name text primary key, mass numeric, moons integer, rings boolean);
comment on column planet.mass is 'in kilograms';
comment on column planet.moons is 'the ''big'' ones';

-- new
create table planet (rings boolean, moons integer, name text primary key, mass numeric);
comment on column planet.mass is E'in tons\nof 1000 kg \\ each';
comment on column planet.rings is 'visible from here; "maybe"';

-- rows
insert into planet values ('Saturn', 5.7e26, 146, true);

-- rows new
insert into planet values (true, 146, 'Saturn', 5.7e26);
