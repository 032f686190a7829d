-- CREATE TABLE makes one key of two over the same columns; both are wanted.

-- old
create table job (id integer not null, name text);

-- new
create table job (id integer primary key, name text unique);
alter table job add constraint job_id_key unique (id);
alter table job add constraint job_name_again unique (name);
create table fresh (id integer primary key, name text unique);
alter table fresh add constraint fresh_id_key unique (id);
alter table fresh add constraint fresh_name_again unique (name);
alter table fresh add constraint fresh_name_included unique (name) include (id);

-- rows
insert into job values (1, 'a'), (2, 'b');
