-- A schema goes with all that is in it, though an object elsewhere used it; another one comes as full as it was.

-- old
create schema legacy;
create type legacy.state as enum ('on', 'off');
create domain legacy.code as text check (length(value) = 3);
create function legacy.default_code() returns legacy.code language sql as $$ select 'abc'::legacy.code $$;
create table legacy.part (id serial primary key, code legacy.code default legacy.default_code(), state legacy.state);
create table legacy.assembly (id integer primary key, part integer references legacy.part);
create table legacy.yearly (year integer) partition by list (year);
create table legacy.yearly_1 partition of legacy.yearly for values in (1);
create view legacy.active as select * from legacy.part where state = 'on';
create materialized view legacy.counts as select state, count(*) from legacy.active group by state;
create function legacy.touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger touched before insert on legacy.part for each row execute function legacy.touch();
create table kept (id integer primary key, part integer references legacy.part, state legacy.state default 'on', code text);
create view kept_view as select k.id, p.code from kept k left join legacy.part p on p.id = k.part;

-- new
create table kept (id integer primary key, part integer, state text default 'on', code text);
create view kept_view as select k.id, k.code from kept k;

-- rows
insert into legacy.part (state) values ('on');
insert into kept values (1, 1, 'off', 'x');

-- rows new
insert into kept values (1, null, 'off', 'x');
