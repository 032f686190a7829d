-- How a column is stored, compressed and analyzed.

-- old
create table scan (
  id integer primary key,
  image bytea,
  words text,
  raw text,
  pages integer
);
alter table scan alter column image set storage external;
alter table scan alter column words set statistics 500;
alter table scan alter column raw set compression pglz;
alter table scan alter column pages set (n_distinct = -0.5);

-- new
create table scan (
  id integer primary key,
  image bytea,
  words text compression pglz,
  raw text,
  pages integer,
  thumb bytea
);
alter table scan alter column words set storage main;
alter table scan alter column raw set statistics 0;
alter table scan alter column pages set (n_distinct = 100, n_distinct_inherited = 50);
alter table scan alter column thumb set storage plain;
alter table scan alter column thumb set statistics 10;

-- rows
insert into scan values (1, '\x00ff', 'a b', 'raw', 3);

-- rows new
insert into scan values (1, '\x00ff', 'a b', 'raw', 3, '\x01');
