-- An index is built with the rights of the table's owner, who may not call the function in it any more.

-- old
create function twice(a integer) returns integer language sql immutable as 'select $1 * 2';
create table numbers (id integer, other integer);
create unique index doubled on numbers (twice(id));
alter table numbers owner to corpus_reader;
revoke execute on function twice from public;

-- new
create function twice(b integer) returns integer language sql immutable as 'select $1 * 2';
create table numbers (id integer, other integer);
create unique index doubled on numbers (twice(id)) where twice(other) > 0;
alter table numbers add constraint apart exclude (twice(id) with =);
alter table numbers owner to corpus_reader;
revoke execute on function twice from public;

-- rows
insert into numbers values (1, 1), (2, 2);

-- rows new
insert into numbers values (1, 1), (2, 2);
