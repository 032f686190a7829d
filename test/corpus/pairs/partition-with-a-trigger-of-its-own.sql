-- A new partition has a trigger of the name that one of its table had, which goes.
-- old
create function touch() returns trigger language plpgsql as 'begin return new; end';
create table t (id integer) partition by list (id);
create trigger touched after insert on t for each row execute function touch();

-- new
create function touch() returns trigger language plpgsql as 'begin return new; end';
create table t (id integer) partition by list (id);
create table p partition of t default;
create trigger touched after insert on p for each row execute function touch();
