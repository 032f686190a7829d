-- A trigger of a partition goes, and its table gets one of that name: the partition has that by then.
-- old
create function touch() returns trigger language plpgsql as 'begin return new; end';
create table t (id integer) partition by list (id);
create table p partition of t default;
create trigger touched after insert on p for each row execute function touch();

-- new
create function touch() returns trigger language plpgsql as 'begin return new; end';
create table t (id integer) partition by list (id);
create table p partition of t default;
create trigger touched before insert or update on t for each row execute function touch();
