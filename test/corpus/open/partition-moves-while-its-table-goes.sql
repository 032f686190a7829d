-- open: the partition's rows are put aside nowhere, because it goes with the table that is dropped; it should be detached before. Found by the fuzzer, seed 20014.
-- A partition moves to another table while its own is dropped.

-- old
create table was (id integer, note text) partition by hash (id);
create table becomes (id integer, note text) partition by range (id);
create table part partition of was for values with (modulus 4, remainder 1);

-- new
create table becomes (id integer, note text) partition by range (id);
create table part partition of becomes for values from (0) to (10);
