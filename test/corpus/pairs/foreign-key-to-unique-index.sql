-- A foreign key that stands on a unique index, not on a constraint; the index is changed, and another table's key too.

-- old
create table currency (code text, number integer);
create unique index currency_code on currency (code);
create unique index currency_number on currency (number);
create table rate (currency text references currency (code), number integer);

-- new
create table currency (code text, number integer);
create unique index currency_code on currency (code) include (number);
create unique index currency_number on currency (number) with (fillfactor = 80);
create table rate (currency text references currency (code), number integer references currency (number));

-- rows
insert into currency values ('chf', 756);
insert into rate values ('chf', 756);
