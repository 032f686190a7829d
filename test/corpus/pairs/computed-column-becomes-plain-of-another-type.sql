-- A function reads a computed column that becomes a plain one, of another type. Found by the fuzzer, seed 50069 on 18.
-- loses: column:public.notes.n

-- old
create table notes (id integer primary key, n integer generated always as (id * 2) stored);
create function total() returns bigint language sql begin atomic select count(*) from notes where n::text <> ''; end;

-- new
create table notes (id integer primary key, n text);
create function total() returns bigint language sql begin atomic select count(*) from notes where n::text <> ''; end;

-- rows
insert into notes values (1), (2);

-- rows new
insert into notes values (1, '2');
