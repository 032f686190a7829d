-- A table with a serial column is replaced by one that uses a shared sequence, and a new table is born with serials of
-- all sizes and a sequence in another schema.

-- old
create schema a;
create schema b;
create table a.job (id bigserial primary key, title text);

-- new
create schema a;
create schema b;
create sequence b.shared;
create table a.job (id bigint primary key default nextval('b.shared'), title text);
create table a.run (s smallserial, i serial, b bigserial, primary key (b));
create table b.log (id bigint default nextval('b.shared'::text::regclass), run bigint references a.run);

-- rows
insert into a.job (title) values ('x'), ('y');
