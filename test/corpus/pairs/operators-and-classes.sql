-- Operators, their families and classes, with an index that uses a class and a view that uses an operator.

-- old
create schema o;
create type o.version as (major integer, minor integer);
create function o.lt(o.version, o.version) returns boolean language sql immutable as $$ select ($1.major, $1.minor) < ($2.major, $2.minor) $$;
create function o.eq(o.version, o.version) returns boolean language sql immutable as $$ select $1.major = $2.major and $1.minor = $2.minor $$;
create operator o.=== (function = o.eq, leftarg = o.version, rightarg = o.version);
create operator o.<<< (function = o.lt, leftarg = o.version, rightarg = o.version);
create table o.release (id integer, version o.version);

-- new
create schema o;
create type o.version as (major integer, minor integer);
create function o.lt(o.version, o.version) returns boolean language sql immutable as $$ select ($1.major, $1.minor) < ($2.major, $2.minor) $$;
create function o.gt(o.version, o.version) returns boolean language sql immutable as $$ select ($1.major, $1.minor) > ($2.major, $2.minor) $$;
create function o.le(o.version, o.version) returns boolean language sql immutable as $$ select ($1.major, $1.minor) <= ($2.major, $2.minor) $$;
create function o.ge(o.version, o.version) returns boolean language sql immutable as $$ select ($1.major, $1.minor) >= ($2.major, $2.minor) $$;
create function o.eq(o.version, o.version) returns boolean language sql immutable as $$ select $1.major = $2.major and $1.minor = $2.minor $$;
create function o.cmp(o.version, o.version) returns integer language sql immutable as $$ select case when o.lt($1, $2) then -1 when o.eq($1, $2) then 0 else 1 end $$;
create function o.negated(boolean) returns boolean language sql immutable as $$ select not $1 $$;
create operator o.=== (function = o.eq, leftarg = o.version, rightarg = o.version, commutator = operator(o.===), restrict = eqsel, join = eqjoinsel);
create operator o.<<< (function = o.lt, leftarg = o.version, rightarg = o.version, commutator = operator(o.>>>), negator = operator(o.>>=));
create operator o.>>> (function = o.gt, leftarg = o.version, rightarg = o.version, commutator = operator(o.<<<), negator = operator(o.<<=));
create operator o.<<= (function = o.le, leftarg = o.version, rightarg = o.version, commutator = operator(o.>>=), negator = operator(o.>>>));
create operator o.>>= (function = o.ge, leftarg = o.version, rightarg = o.version, commutator = operator(o.<<=), negator = operator(o.<<<));
create operator o.!! (function = o.negated, rightarg = boolean);
create operator family o.version_ops using btree;
create operator class o.version_order for type o.version using btree family o.version_ops as
  operator 1 o.<<<, operator 2 o.<<=, operator 3 o.===, operator 4 o.>>=, operator 5 o.>>>, function 1 o.cmp(o.version, o.version);
create table o.release (id integer, version o.version);
create index release_version on o.release using btree (version o.version_order);
create view o.early as select id from o.release where version operator(o.<<<) row(1, 0)::o.version;
comment on operator o.<<< (o.version, o.version) is 'Older';
alter operator family o.version_ops using btree owner to corpus_owner;

-- rows
insert into o.release values (1, '(1,2)');

-- rows new
insert into o.release values (1, '(1,2)');
