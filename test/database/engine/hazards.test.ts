import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';

import { plan } from '../../../src/engine/plan';
import { EVERYTHING, narrow } from '../../../src/engine/scope';
import { unsaidEffects } from '../../support/observed-hazards';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';

interface Case {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** Object and code, as `table:public.t DELETES_DATA`. */
  readonly expected: readonly string[];
}

const CASES: readonly Case[] = [
  {
    what: 'a new table has none',
    from: '',
    to: 'create table t (id integer primary key, name text not null, check (id > 0))',
    expected: [],
  },
  {
    what: 'a new column that may be null has none',
    from: 'create table t (id integer)',
    to: 'create table t (id integer, name text)',
    expected: ['column:public.t.name ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'dropping a table loses its rows',
    from: 'create table t (id integer primary key)',
    to: '',
    expected: ['table:public.t ACCESS_EXCLUSIVE_LOCK', 'table:public.t BREAKS_CLIENTS', 'table:public.t DELETES_DATA'],
  },
  {
    what: 'dropping a column loses its values and locks the table',
    from: 'create table t (id integer, name text)',
    to: 'create table t (id integer)',
    expected: [
      'column:public.t.name ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.name BREAKS_CLIENTS',
      'column:public.t.name DELETES_DATA',
    ],
  },
  {
    what: 'a column that its heir has as its own afterwards loses the values of the parent alone',
    from: 'create table t (id integer, name text); create table u () inherits (t)',
    to: 'create table t (id integer); create table u () inherits (t); alter table u add column name text',
    expected: [
      'column:public.t.name ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.name BREAKS_CLIENTS',
      'column:public.t.name DELETES_DATA',
      'column:public.u.name ACCESS_EXCLUSIVE_LOCK',
    ],
  },
  {
    what: 'a new column that must not be null and has no default fails on rows',
    from: 'create table t (id integer)',
    to: 'create table t (id integer, name text not null)',
    expected: [
      'column:public.t.name ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.name MAY_FAIL_ON_EXISTING_ROWS',
      'column:public.t.name SCANS_TABLE',
    ],
  },
  {
    what: 'another type rewrites the table',
    from: 'create table t (id integer, n text)',
    to: 'create table t (id integer, n integer)',
    expected: [
      'column:public.t.n REWRITES_TABLE',
      'column:public.t.n ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.n MAY_FAIL_ON_EXISTING_ROWS',
      'column:public.t.n BREAKS_CLIENTS',
    ],
  },
  {
    what: 'NOT NULL reads all rows and may fail',
    from: 'create table t (id integer)',
    to: 'create table t (id integer not null)',
    expected: [
      'column:public.t.id ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.id MAY_FAIL_ON_EXISTING_ROWS',
      'column:public.t.id SCANS_TABLE',
    ],
  },
  {
    what: 'a computed column that is stored rewrites the table',
    from: 'create table t (id integer)',
    to: 'create table t (id integer, twice integer generated always as (id * 2) stored)',
    expected: ['column:public.t.twice ACCESS_EXCLUSIVE_LOCK', 'column:public.t.twice REWRITES_TABLE'],
  },
  {
    what: 'an index locks out writers while it is built',
    from: 'create table t (id integer)',
    to: 'create table t (id integer); create index t_id on t (id)',
    expected: ['index:public.t_id SHARE_LOCK', 'index:public.t_id BUILDS_INDEX'],
  },
  {
    what: 'a unique index may find duplicates',
    from: 'create table t (id integer)',
    to: 'create table t (id integer); create unique index t_id on t (id)',
    expected: [
      'index:public.t_id SHARE_LOCK',
      'index:public.t_id BUILDS_INDEX',
      'index:public.t_id MAY_FAIL_ON_EXISTING_ROWS',
    ],
  },
  {
    what: 'dropping an index makes queries slow',
    from: 'create table t (id integer); create index t_id on t (id)',
    to: 'create table t (id integer)',
    expected: ['index:public.t_id ACCESS_EXCLUSIVE_LOCK', 'index:public.t_id DROPS_INDEX'],
  },
  {
    what: 'a foreign key locks both tables against writers and checks all rows',
    from: 'create table a (id integer primary key); create table b (a integer)',
    to: 'create table a (id integer primary key); create table b (a integer references a)',
    expected: [
      'constraint:public.b.b_a_fkey MAY_FAIL_ON_EXISTING_ROWS',
      'constraint:public.b.b_a_fkey SHARE_ROW_EXCLUSIVE_LOCK',
      'constraint:public.b.b_a_fkey SCANS_TABLE',
    ],
  },
  {
    what: 'a foreign key that is not validated checks nothing',
    from: 'create table a (id integer primary key); create table b (a integer)',
    to: 'create table a (id integer primary key); create table b (a integer); alter table b add constraint f foreign key (a) references a not valid',
    expected: ['constraint:public.b.f SHARE_ROW_EXCLUSIVE_LOCK'],
  },
  {
    what: 'validating reads all rows',
    from: 'create table b (a integer); alter table b add constraint c check (a > 0) not valid',
    to: 'create table b (a integer); alter table b add constraint c check (a > 0)',
    expected: ['constraint:public.b.c SCANS_TABLE', 'constraint:public.b.c MAY_FAIL_ON_EXISTING_ROWS'],
  },
  {
    what: 'a primary key on an old table builds its index',
    from: 'create table t (id integer not null)',
    to: 'create table t (id integer not null, primary key (id))',
    expected: [
      'constraint:public.t.t_pkey MAY_FAIL_ON_EXISTING_ROWS',
      'constraint:public.t.t_pkey ACCESS_EXCLUSIVE_LOCK',
      'constraint:public.t.t_pkey BUILDS_INDEX',
    ],
  },
  {
    what: 'a new enum value can be used only after a commit',
    from: "create type e as enum ('a')",
    to: "create type e as enum ('a', 'b')",
    expected: ['enum:public.e NOT_IN_TRANSACTION'],
  },
  {
    what: 'an enum that loses a value rewrites the tables that use it',
    from: "create type e as enum ('a', 'b'); create table t (e e)",
    to: "create type e as enum ('a'); create table t (e e)",
    expected: [
      'enum:public.e BREAKS_CLIENTS',
      'column:public.t.e ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.e MAY_FAIL_ON_EXISTING_ROWS',
      'column:public.t.e REWRITES_TABLE',
    ],
  },
  {
    what: 'policies and row security change who sees what',
    from: 'create table t (id integer)',
    to: 'create table t (id integer); alter table t enable row level security; create policy p on t using (true)',
    expected: [
      'policy:public.t.p ACCESS_EXCLUSIVE_LOCK',
      'policy:public.t.p CHANGES_ACCESS',
      'table:public.t ACCESS_EXCLUSIVE_LOCK',
      'table:public.t CHANGES_ACCESS',
    ],
  },
  {
    what: 'grants change who may do what',
    from: 'create table t (id integer)',
    to: 'create table t (id integer); grant select on t to public',
    expected: ['table:public.t CHANGES_ACCESS'],
  },
  {
    what: 'dropping a view or a function breaks who uses it',
    from: 'create view v as select 1 as one; create function f() returns integer language sql begin atomic select 1; end',
    to: '',
    expected: ['view:public.v BREAKS_CLIENTS', 'function:public.f() BREAKS_CLIENTS'],
  },
  {
    what: 'a function with a quoted body may use what nobody knows',
    from: '',
    to: 'create function f() returns integer language sql as $$ select 1 $$',
    expected: ['function:public.f() UNTRACKED_DEPENDENCY'],
  },
  {
    what: 'a function with a parsed body may not',
    from: '',
    to: 'create function f() returns integer language sql begin atomic select 1; end',
    expected: [],
  },
  {
    what: 'dropping an attribute of a composite type loses its values',
    from: 'create type c as (a integer, b integer)',
    to: 'create type c as (a integer)',
    expected: ['composite_type:public.c DELETES_DATA'],
  },
  {
    what: 'a table that becomes partitioned is written again',
    from: 'create table t (id integer)',
    to: 'create table t (id integer) partition by list (id)',
    expected: [
      'table:public.t ACCESS_EXCLUSIVE_LOCK',
      'table:public.t MAY_FAIL_ON_EXISTING_ROWS',
      'table:public.t REWRITES_TABLE',
    ],
  },
  {
    what: 'a new partition of an old table is checked',
    from: 'create table t (id integer) partition by list (id); create table t_1 (id integer)',
    to: 'create table t (id integer) partition by list (id); create table t_1 partition of t for values in (1)',
    expected: [
      'table:public.t_1 ACCESS_EXCLUSIVE_LOCK',
      'table:public.t_1 MAY_FAIL_ON_EXISTING_ROWS',
      'table:public.t_1 SCANS_TABLE',
    ],
  },
  {
    what: 'a default partition beside no other one takes every row',
    from: 'create table t (id integer) partition by list (id); create table t_1 (id integer)',
    to: 'create table t (id integer) partition by list (id); create table t_1 partition of t default',
    expected: ['table:public.t_1 ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a table that is logged again is rewritten',
    from: 'create unlogged table t (id integer)',
    to: 'create table t (id integer)',
    expected: ['table:public.t REWRITES_TABLE', 'table:public.t ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a column that takes its numbers from an identity instead of a serial keeps its rows',
    from: 'create table t (id serial)',
    to: 'create table t (id integer generated by default as identity)',
    expected: ['default:public.t.id ACCESS_EXCLUSIVE_LOCK', 'sequence:public.t_id_seq ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a column with a constant default is there at once',
    from: 'create table t (id integer)',
    to: 'create table t (id integer, n integer not null default 7)',
    expected: ['column:public.t.n ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a default that is the same for the whole statement is there at once',
    from: 'create table t (id integer)',
    to: 'create table t (id integer, at timestamptz default now())',
    expected: ['column:public.t.at ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a default that differs from row to row rewrites the table',
    from: 'create table t (id integer)',
    to: 'create table t (id integer, key uuid default gen_random_uuid())',
    expected: ['column:public.t.key ACCESS_EXCLUSIVE_LOCK', 'column:public.t.key REWRITES_TABLE'],
  },
  {
    what: 'a default that calls a function of its own rewrites the table, unless that says it is stable',
    from: `create table t (id integer); create function f() returns integer language plpgsql as 'begin return 1; end';
      create function g() returns integer stable language plpgsql as 'begin return 1; end'`,
    to: `create function f() returns integer language plpgsql as 'begin return 1; end';
      create function g() returns integer stable language plpgsql as 'begin return 1; end';
      create table t (id integer, f integer default f(), g integer default g())`,
    expected: [
      'column:public.t.f ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.f REWRITES_TABLE',
      'column:public.t.g ACCESS_EXCLUSIVE_LOCK',
    ],
  },
  {
    what: 'a default that is cast by a function is not seen to call one, and rewrites the table',
    from: `create table t (id integer); create type c as (n integer);
      create function to_c(integer) returns c language plpgsql as 'begin return row($1); end';
      create cast (integer as c) with function to_c(integer) as assignment`,
    to: `create type c as (n integer); create function to_c(integer) returns c language plpgsql as 'begin return row($1); end';
      create cast (integer as c) with function to_c(integer) as assignment;
      create table t (id integer, c c default 7)`,
    expected: ['column:public.t.c ACCESS_EXCLUSIVE_LOCK', 'column:public.t.c REWRITES_TABLE'],
  },
  {
    what: 'a serial column rewrites the table',
    from: 'create table t (name text)',
    to: 'create table t (name text, id serial)',
    expected: ['column:public.t.id ACCESS_EXCLUSIVE_LOCK', 'column:public.t.id REWRITES_TABLE'],
  },
  {
    what: 'an identity column rewrites the table',
    from: 'create table t (name text)',
    to: 'create table t (name text, id integer generated always as identity)',
    expected: ['column:public.t.id ACCESS_EXCLUSIVE_LOCK', 'column:public.t.id REWRITES_TABLE'],
  },
  {
    what: 'a column becomes an identity without touching the rows',
    from: 'create table t (id integer not null)',
    to: 'create table t (id integer not null generated always as identity)',
    expected: ['sequence:public.t_id_seq ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'an identity goes',
    from: 'create table t (id integer not null generated always as identity)',
    to: 'create table t (id integer not null)',
    expected: ['sequence:public.t_id_seq ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a longer varchar does not touch the rows',
    from: 'create table t (a varchar(10)); create index t_a on t (a)',
    to: 'create table t (a varchar(20)); create index t_a on t (a)',
    expected: ['column:public.t.a ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a shorter varchar may not hold a value, and is refused then',
    from: 'create table t (a varchar(20))',
    to: 'create table t (a varchar(10))',
    expected: [
      'column:public.t.a ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.a BREAKS_CLIENTS',
      'column:public.t.a MAY_FAIL_ON_EXISTING_ROWS',
      'column:public.t.a REWRITES_TABLE',
    ],
  },
  {
    what: 'varchar becomes text without touching the rows',
    from: 'create table t (a varchar(20))',
    to: 'create table t (a text)',
    expected: ['column:public.t.a ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'text becomes a varchar that may be too short',
    from: 'create table t (a text)',
    to: 'create table t (a varchar(20))',
    expected: [
      'column:public.t.a ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.a BREAKS_CLIENTS',
      'column:public.t.a MAY_FAIL_ON_EXISTING_ROWS',
      'column:public.t.a REWRITES_TABLE',
    ],
  },
  {
    what: 'more digits of the same scale do not touch the rows',
    from: 'create table t (a numeric(8,2))',
    to: 'create table t (a numeric(12,2))',
    expected: ['column:public.t.a ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a smaller scale rounds',
    from: 'create table t (a numeric(12,4))',
    to: 'create table t (a numeric(12,2))',
    expected: [
      'column:public.t.a ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.a BREAKS_CLIENTS',
      'column:public.t.a DELETES_DATA',
      'column:public.t.a MAY_FAIL_ON_EXISTING_ROWS',
      'column:public.t.a REWRITES_TABLE',
    ],
  },
  {
    what: 'numeric becomes integer: fractions are lost',
    from: 'create table t (a numeric)',
    to: 'create table t (a integer)',
    expected: [
      'column:public.t.a ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.a BREAKS_CLIENTS',
      'column:public.t.a DELETES_DATA',
      'column:public.t.a MAY_FAIL_ON_EXISTING_ROWS',
      'column:public.t.a REWRITES_TABLE',
    ],
  },
  {
    what: 'integer becomes bigint: rewritten, and each value fits',
    from: 'create table t (a integer)',
    to: 'create table t (a bigint)',
    expected: [
      'column:public.t.a ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.a BREAKS_CLIENTS',
      'column:public.t.a REWRITES_TABLE',
    ],
  },
  {
    what: 'bigint becomes integer: a value may not fit',
    from: 'create table t (a bigint)',
    to: 'create table t (a integer)',
    expected: [
      'column:public.t.a ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.a BREAKS_CLIENTS',
      'column:public.t.a MAY_FAIL_ON_EXISTING_ROWS',
      'column:public.t.a REWRITES_TABLE',
    ],
  },
  {
    what: 'a timestamp becomes a date: the time of day is lost',
    from: 'create table t (a timestamp)',
    to: 'create table t (a date)',
    expected: [
      'column:public.t.a ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.a BREAKS_CLIENTS',
      'column:public.t.a DELETES_DATA',
      'column:public.t.a MAY_FAIL_ON_EXISTING_ROWS',
      'column:public.t.a REWRITES_TABLE',
    ],
  },
  {
    what: 'more fractions of a second do not touch the rows',
    from: 'create table t (a timestamp(3))',
    to: 'create table t (a timestamp(6))',
    expected: ['column:public.t.a ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a number becomes text',
    from: 'create table t (a integer)',
    to: 'create table t (a text)',
    expected: [
      'column:public.t.a ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.a BREAKS_CLIENTS',
      'column:public.t.a REWRITES_TABLE',
    ],
  },
  {
    what: 'another collation builds the index anew and nothing else',
    from: 'create table t (a text); create index t_a on t (a)',
    to: 'create table t (a text collate "C"); create index t_a on t (a)',
    expected: ['column:public.t.a ACCESS_EXCLUSIVE_LOCK', 'column:public.t.a BUILDS_INDEX'],
  },
  {
    what: 'NOT NULL goes without touching the rows',
    from: 'create table t (id integer not null)',
    to: 'create table t (id integer)',
    expected: ['column:public.t.id ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a default is changed without touching the rows',
    from: 'create table t (id integer default 1)',
    to: 'create table t (id integer default 2)',
    expected: ['default:public.t.id ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a default goes',
    from: 'create table t (id integer default 1)',
    to: 'create table t (id integer)',
    expected: ['default:public.t.id ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'storage and compression lock the table for a moment, a statistics target lets everybody pass',
    from: 'create table t (a text, b text, c integer)',
    to: 'create table t (a text, b text, c integer); alter table t alter a set storage external, alter b set compression pglz, alter c set statistics 50',
    expected: ['column:public.t.a ACCESS_EXCLUSIVE_LOCK', 'column:public.t.b ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'storage parameters let everybody pass',
    from: 'create table t (id integer)',
    to: 'create table t (id integer) with (fillfactor = 70)',
    expected: [],
  },
  {
    what: 'a computed column loses its expression and keeps its values',
    from: 'create table t (a integer, b integer generated always as (a * 2) stored)',
    to: 'create table t (a integer, b integer)',
    expected: ['column:public.t.b ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'another expression computes the column anew',
    from: 'create table t (a integer, b integer generated always as (a * 2) stored)',
    to: 'create table t (a integer, b integer generated always as (a * 3) stored)',
    expected: ['column:public.t.b ACCESS_EXCLUSIVE_LOCK', 'column:public.t.b REWRITES_TABLE'],
  },
  {
    what: 'a check reads all rows',
    from: 'create table t (a integer)',
    to: 'create table t (a integer, constraint c check (a > 0))',
    expected: [
      'constraint:public.t.c ACCESS_EXCLUSIVE_LOCK',
      'constraint:public.t.c MAY_FAIL_ON_EXISTING_ROWS',
      'constraint:public.t.c SCANS_TABLE',
    ],
  },
  {
    what: 'a check that is not validated reads none',
    from: 'create table t (a integer)',
    to: 'create table t (a integer); alter table t add constraint c check (a > 0) not valid',
    expected: ['constraint:public.t.c ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'dropping a check lets nobody pass for a moment',
    from: 'create table t (a integer, constraint c check (a > 0))',
    to: 'create table t (a integer)',
    expected: ['constraint:public.t.c ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'dropping a foreign key locks both tables',
    from: 'create table a (id integer primary key); create table b (a integer references a)',
    to: 'create table a (id integer primary key); create table b (a integer)',
    expected: ['constraint:public.b.b_a_fkey ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a new table with a foreign key locks the table it refers to',
    from: 'create table a (id integer primary key)',
    to: 'create table a (id integer primary key); create table b (a integer references a)',
    expected: ['constraint:public.b.b_a_fkey SHARE_ROW_EXCLUSIVE_LOCK'],
  },
  {
    what: 'dropping a table with a foreign key locks the table it refers to',
    from: 'create table a (id integer primary key); create table b (a integer references a)',
    to: 'create table a (id integer primary key)',
    expected: ['table:public.b ACCESS_EXCLUSIVE_LOCK', 'table:public.b BREAKS_CLIENTS', 'table:public.b DELETES_DATA'],
  },
  {
    what: 'validating a foreign key lets writers pass',
    from: 'create table a (id integer primary key); create table b (a integer); alter table b add constraint f foreign key (a) references a not valid',
    to: 'create table a (id integer primary key); create table b (a integer); alter table b add constraint f foreign key (a) references a',
    expected: ['constraint:public.b.f MAY_FAIL_ON_EXISTING_ROWS', 'constraint:public.b.f SCANS_TABLE'],
  },
  {
    what: 'a unique constraint builds its index and may find duplicates',
    from: 'create table t (a integer)',
    to: 'create table t (a integer, constraint u unique (a))',
    expected: [
      'constraint:public.t.u ACCESS_EXCLUSIVE_LOCK',
      'constraint:public.t.u BUILDS_INDEX',
      'constraint:public.t.u MAY_FAIL_ON_EXISTING_ROWS',
    ],
  },
  {
    what: 'an exclusion constraint builds its index',
    from: 'create table t (a int4range)',
    to: 'create table t (a int4range, constraint x exclude using gist (a with &&))',
    expected: [
      'constraint:public.t.x ACCESS_EXCLUSIVE_LOCK',
      'constraint:public.t.x BUILDS_INDEX',
      'constraint:public.t.x MAY_FAIL_ON_EXISTING_ROWS',
    ],
  },
  {
    what: 'dropping a key drops its index',
    from: 'create table t (a integer, constraint u unique (a))',
    to: 'create table t (a integer)',
    expected: ['constraint:public.t.u ACCESS_EXCLUSIVE_LOCK', 'constraint:public.t.u DROPS_INDEX'],
  },
  {
    what: 'another index of the same name is dropped and built',
    from: 'create table t (a integer, b integer); create index i on t (a)',
    to: 'create table t (a integer, b integer); create index i on t (b)',
    expected: [
      'index:public.i ACCESS_EXCLUSIVE_LOCK',
      'index:public.i BUILDS_INDEX',
      'index:public.i DROPS_INDEX',
      'index:public.i SHARE_LOCK',
    ],
  },
  {
    what: 'an index on a new table is no hazard',
    from: '',
    to: 'create table t (a integer); create unique index i on t (a)',
    expected: [],
  },
  {
    what: 'an index on a materialized view locks it',
    from: 'create materialized view m as select 1 as a',
    to: 'create materialized view m as select 1 as a; create index i on m (a)',
    expected: ['index:public.i BUILDS_INDEX', 'index:public.i SHARE_LOCK'],
  },
  {
    what: 'extended statistics let everybody pass',
    from: 'create table t (a integer, b integer)',
    to: 'create table t (a integer, b integer); create statistics s on a, b from t',
    expected: [],
  },
  {
    what: 'a trigger locks out writers',
    from: "create table t (a integer); create function f() returns trigger language plpgsql as 'begin return new; end'",
    to: "create table t (a integer); create function f() returns trigger language plpgsql as 'begin return new; end'; create trigger g before insert on t for each row execute function f()",
    expected: ['trigger:public.t.g SHARE_ROW_EXCLUSIVE_LOCK'],
  },
  {
    what: 'dropping a trigger lets nobody pass',
    from: "create table t (a integer); create function f() returns trigger language plpgsql as 'begin return new; end'; create trigger g before insert on t for each row execute function f()",
    to: "create table t (a integer); create function f() returns trigger language plpgsql as 'begin return new; end'",
    expected: ['trigger:public.t.g ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'disabling a trigger locks out writers',
    from: "create table t (a integer); create function f() returns trigger language plpgsql as 'begin return new; end'; create trigger g before insert on t for each row execute function f()",
    to: "create table t (a integer); create function f() returns trigger language plpgsql as 'begin return new; end'; create trigger g before insert on t for each row execute function f(); alter table t disable trigger g",
    expected: ['trigger:public.t.g SHARE_ROW_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a rule lets nobody pass',
    from: 'create table t (a integer)',
    to: 'create table t (a integer); create rule r as on delete to t do instead nothing',
    expected: ['rule:public.t.r ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a policy is changed in place',
    from: 'create table t (a integer); create policy p on t using (a > 0)',
    to: 'create table t (a integer); create policy p on t using (a > 1)',
    expected: ['policy:public.t.p ACCESS_EXCLUSIVE_LOCK', 'policy:public.t.p CHANGES_ACCESS'],
  },
  {
    what: 'a policy goes',
    from: 'create table t (a integer); create policy p on t using (a > 0)',
    to: 'create table t (a integer)',
    expected: ['policy:public.t.p ACCESS_EXCLUSIVE_LOCK', 'policy:public.t.p CHANGES_ACCESS'],
  },
  {
    what: 'a policy on a new table is no hazard',
    from: '',
    to: 'create table t (a integer); alter table t enable row level security; create policy p on t using (a > 0)',
    expected: [],
  },
  {
    what: 'a view that is only out of the way breaks nothing',
    from: 'create table t (a integer); create view v as select a from t; grant select on v to public',
    to: 'create table t (a bigint); create view v as select a from t; grant select on v to public',
    expected: [
      'column:public.t.a ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.a BREAKS_CLIENTS',
      'column:public.t.a REWRITES_TABLE',
    ],
  },
  {
    what: 'a view whose columns go is created anew and breaks who uses it',
    from: 'create view v as select 1 as a, 2 as b',
    to: 'create view v as select 1 as a',
    expected: ['view:public.v BREAKS_CLIENTS'],
  },
  {
    what: 'a materialized view is filled by running its query',
    from: '',
    to: 'create materialized view m as select 1 as a',
    expected: ['materialized_view:public.m SCANS_TABLE'],
  },
  {
    what: 'a unique index on a materialized view that is new may fail on what fills that',
    from: '',
    to: 'create materialized view m as select 1 as a; create unique index i on m (a)',
    expected: ['index:public.i MAY_FAIL_ON_EXISTING_ROWS', 'materialized_view:public.m SCANS_TABLE'],
  },
  {
    what: 'a unique index on a materialized view that nobody has filled does not fail',
    from: '',
    to: 'create materialized view m as select 1 as a with no data; create unique index i on m (a)',
    expected: [],
  },
  {
    what: 'dropping a materialized view breaks who reads it',
    from: 'create materialized view m as select 1 as a',
    to: '',
    expected: ['materialized_view:public.m ACCESS_EXCLUSIVE_LOCK', 'materialized_view:public.m BREAKS_CLIENTS'],
  },
  {
    what: "a view that uses its reader's rights changes access",
    from: 'create view v as select 1 as a',
    to: 'create view v with (security_invoker = true) as select 1 as a',
    expected: ['view:public.v CHANGES_ACCESS'],
  },
  {
    what: 'a partition is detached: parent and partition let nobody pass',
    from: 'create table t (a integer) partition by list (a); create table t_1 partition of t for values in (1)',
    to: 'create table t (a integer) partition by list (a); create table t_1 (a integer)',
    expected: ['table:public.t_1 ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a new partition beside a default one: the rows of that are read',
    from: 'create table t (a integer) partition by list (a); create table t_d partition of t default',
    to: 'create table t (a integer) partition by list (a); create table t_d partition of t default; create table t_1 partition of t for values in (1)',
    expected: [
      'table:public.t_1 ACCESS_EXCLUSIVE_LOCK',
      'table:public.t_1 MAY_FAIL_ON_EXISTING_ROWS',
      'table:public.t_1 SCANS_TABLE',
    ],
  },
  {
    what: 'dropping a partition lets nobody read the whole',
    from: 'create table t (a integer) partition by list (a); create table t_1 partition of t for values in (1)',
    to: 'create table t (a integer) partition by list (a)',
    expected: [
      'table:public.t_1 ACCESS_EXCLUSIVE_LOCK',
      'table:public.t_1 BREAKS_CLIENTS',
      'table:public.t_1 DELETES_DATA',
    ],
  },
  {
    what: 'a table begins to inherit',
    from: 'create table a (id integer); create table b (id integer)',
    to: 'create table a (id integer); create table b () inherits (a)',
    expected: ['table:public.b ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a replica identity lets nobody pass for a moment',
    from: 'create table t (id integer)',
    to: 'create table t (id integer); alter table t replica identity full',
    expected: ['table:public.t ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a check on a domain reads every table that uses it',
    from: 'create domain d as integer; create table t (d d); create table u (d d)',
    to: 'create domain d as integer constraint c check (value > 0); create table t (d d); create table u (d d)',
    expected: [
      'domain:public.d MAY_FAIL_ON_EXISTING_ROWS',
      'domain:public.d SCANS_TABLE',
      'domain:public.d SHARE_LOCK',
    ],
  },
  {
    what: 'a sequence that goes loses its position',
    from: 'create sequence s',
    to: '',
    expected: ['sequence:public.s DELETES_DATA'],
  },
  {
    what: 'dropping a type breaks who names it',
    from: "create type e as enum ('a')",
    to: '',
    expected: ['enum:public.e BREAKS_CLIENTS'],
  },
  {
    what: 'a function with another result is created anew',
    from: 'create function f() returns integer language sql begin atomic select 1; end',
    to: 'create function f() returns bigint language sql begin atomic select 1::bigint; end',
    expected: ['function:public.f() BREAKS_CLIENTS'],
  },
  {
    what: 'default privileges change who may use what is created from now on',
    from: '',
    to: 'alter default privileges grant select on tables to public',
    expected: ['default_privilege:postgres.tables CHANGES_ACCESS'],
  },
  {
    what: 'a schema and what is in it goes',
    from: 'create schema s; create table s.t (id integer)',
    to: '',
    expected: ['table:s.t ACCESS_EXCLUSIVE_LOCK', 'table:s.t BREAKS_CLIENTS', 'table:s.t DELETES_DATA'],
  },
];

describe('hazards', function () {
  const databases = new OpenDatabases();
  afterEach(() => databases.close());

  for (const { what, from, to, expected } of CASES) {
    it(what, async () => {
      const server = await sharedPostgres(Math.max(...majors));
      const target = await databases.open(server, from);
      const source = await databases.open(server, to);
      const drift = compare(await source.catalog(), await target.catalog());
      const { steps } = plan(drift);
      const found = steps.flatMap(({ hazards }) => hazards.map(({ object, code }) => `${object} ${code}`));
      assert.deepEqual([...new Set(found)].sort(), [...expected].sort());
      for (const { message } of steps.flatMap(({ hazards }) => hazards)) assert.match(message, /^\S.*[^.\s]$/);
      assert.deepEqual(await unsaidEffects(target.connection, steps, drift), []);
    });
  }

  it('needs a person where the target lacks a role', async () => {
    const server = await sharedPostgres(Math.max(...majors));
    const target = await databases.open(server, '');
    const source = await databases.open(
      server,
      'create role engine_absent; create table t (id integer); alter table t owner to engine_absent',
    );
    databases.atEnd(async () => {
      await source.connection.query('drop owned by engine_absent; drop role engine_absent');
    });
    const lacking = await target.catalog();
    const roles = lacking.server.roles.filter((role) => role !== 'engine_absent');
    const [wanted, actual] = [await source.catalog(), { ...lacking, server: { ...lacking.server, roles } }];
    const drift = compare(narrow(wanted, EVERYTHING), narrow(actual, EVERYTHING));
    const hazards = plan(drift).steps.flatMap((step) => step.hazards);
    assert.deepEqual(hazards, [
      {
        code: 'NEEDS_PERSON',
        object: 'table:public.t',
        message: 'the role engine_absent does not exist on the target',
      },
    ]);
  });

  it('needs a person where nobody could fill a materialized view', async () => {
    const server = await sharedPostgres(Math.max(...majors));
    const table = 'create table t (id integer, secret text); grant select (id) on t to pg_monitor;';
    const target = await databases.open(server, table);
    const source = await databases.open(
      server,
      `${table}
      create view denied as select id from t;
      create view allowed as select id from t;
      create view caller with (security_invoker = true) as select id from t;
      create materialized view m as select d.id from denied d, allowed a, caller c;
      create materialized view empty as select id from denied with no data;
      alter view denied owner to pg_read_all_stats;
      alter view allowed owner to pg_monitor;
      alter view caller owner to pg_read_all_stats`,
    );
    const hazards = plan(compare(await source.catalog(), await target.catalog())).steps.flatMap((step) => step.hazards);
    assert.deepEqual(
      hazards.filter(({ code }) => code === 'NEEDS_PERSON'),
      [
        {
          code: 'NEEDS_PERSON',
          object: 'materialized_view:public.m',
          message: 'pg_read_all_stats needs SELECT on t, which denied reads, for the view to be filled',
        },
      ],
    );
  });

  it('updates an extension to the version of the source', async () => {
    const server = await sharedPostgres(Math.max(...majors));
    const source = await databases.open(server, 'create extension hstore');
    const target = await databases.open(server, "create extension hstore version '1.4'");
    const drift = compare(await source.catalog(), await target.catalog());
    const decided = plan(drift);
    assert.deepEqual(
      decided.steps.flatMap(({ hazards }) => hazards.map(({ code }) => code)),
      ['UPDATES_EXTENSION'],
    );
    assert.match(decided.steps[0]?.statements[0] ?? '', /^ALTER EXTENSION hstore UPDATE TO '/);
  });
});
