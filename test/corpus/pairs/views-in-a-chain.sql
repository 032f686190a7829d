-- Views over views: one gets a column at its end, one in its middle, one another type; those above follow. Options,
-- comments, grants, column defaults and triggers on views stay or change.

-- old
create table staff (id integer primary key, name text, dept text, salary integer, boss integer);
create view v_staff as select id, name, dept from staff;
create view v_names as select name, dept from v_staff where dept <> 'x';
create view v_count as select dept, count(*) as n from v_names group by dept;
create view v_rich as select id, salary from staff where salary > 100;
create view v_rich_names as select s.name from staff s join v_rich r using (id);
comment on view v_names is 'Everybody';
comment on column v_names.dept is 'of work';
grant select on v_names to corpus_reader;
grant update (name) on v_staff to corpus_writer;
alter view v_staff alter column dept set default 'sales';
create function on_view() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger v_names_insert instead of insert on v_names for each row execute function on_view();
create rule v_rich_nothing as on delete to v_rich do instead nothing;

-- new
create table staff (id integer primary key, name text, dept text, salary integer, boss integer);
create view v_staff with (security_invoker = true) as select id, name, dept, boss from staff;
create view v_names as select id, name, upper(dept) as dept from v_staff where dept <> 'x';
create view v_count with (security_barrier) as select dept, count(*) as n from v_names group by dept;
create view v_rich as select id, salary::numeric as salary from staff where salary > 100;
create view v_rich_names as select s.name from staff s join v_rich r using (id);
create view v_local as select id, dept from staff where dept = 'a' with cascaded check option;
comment on view v_names is 'Everybody';
comment on column v_names.dept is 'of work';
grant select on v_names to corpus_reader;
grant update (name) on v_staff to corpus_writer;
alter view v_staff alter column dept set default 'marketing';
create function on_view() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger v_names_insert instead of insert on v_names for each row execute function on_view();
create rule v_rich_nothing as on delete to v_rich do instead nothing;

-- rows
insert into staff values (1, 'Ada', 'a', 200, null);
