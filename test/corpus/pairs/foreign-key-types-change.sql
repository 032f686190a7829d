-- A key and the column that refers to it both change from integer to bigint, with an identity and a view over the join.

-- old
create table author (id integer generated always as identity primary key, name text);
create table book (id serial primary key, author integer not null references author on delete cascade, title text);
create index book_author on book (author);
create view authored as select b.title, a.name, a.id as author from book b join author a on a.id = b.author;

-- new
create table author (id bigint generated always as identity primary key, name text);
create table book (id bigserial primary key, author bigint not null references author on delete cascade, title text);
create index book_author on book (author);
create view authored as select b.title, a.name, a.id as author from book b join author a on a.id = b.author;

-- rows
insert into author (name) values ('Ada'), ('Grace');
insert into book (author, title) values (1, 'Notes'), (2, 'Compilers');

-- rows new
insert into author (name) values ('Ada'), ('Grace');
insert into book (author, title) values (1, 'Notes'), (2, 'Compilers');
