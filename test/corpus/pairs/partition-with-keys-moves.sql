-- A partition with keys and indexes moves from a dropped table to a new one.

-- old
create table was (id integer primary key, note text, unique (id, note)) partition by hash (id);
create index was_note on was (note);
create table part partition of was for values with (modulus 1, remainder 0);

-- new
create table becomes (id integer primary key, note text, unique (id, note)) partition by range (id);
create index becomes_note on becomes (note);
create table part partition of becomes for values from (0) to (10);

-- rows
insert into part values (1, 'x');

-- rows new
insert into part values (1, 'x');
