-- Exclusion constraints over ranges and plain columns, with btree_gist, partial, deferrable, changed and new.

-- old
create extension btree_gist;
create table room (id integer primary key);
create table reservation (
  room integer references room,
  during tstzrange,
  cancelled boolean default false,
  price int4range,
  constraint no_double_booking exclude using gist (room with =, during with &&)
);

-- new
create extension btree_gist;
create table room (id integer primary key);
create table reservation (
  room integer references room,
  during tstzrange,
  cancelled boolean default false,
  price int4range,
  constraint no_double_booking exclude using gist (room with =, during with &&) where (not cancelled) deferrable,
  constraint apart exclude using gist (price with -|-),
  constraint one_price exclude using btree (room with =) with (fillfactor = 50)
);

-- rows
insert into room values (1);
insert into reservation values (1, '[2026-01-01,2026-01-02)', false, '[1,2)');

-- rows new
insert into room values (1);
insert into reservation values (1, '[2026-01-01,2026-01-02)', false, '[1,2)');
