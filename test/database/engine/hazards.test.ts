import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';

import { plan } from '../../../src/engine/plan';
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
    expected: [],
  },
  {
    what: 'dropping a table loses its rows',
    from: 'create table t (id integer primary key)',
    to: '',
    expected: ['table:public.t DELETES_DATA'],
  },
  {
    what: 'dropping a column loses its values and locks the table',
    from: 'create table t (id integer, name text)',
    to: 'create table t (id integer)',
    expected: ['column:public.t.name DELETES_DATA', 'column:public.t.name ACCESS_EXCLUSIVE_LOCK'],
  },
  {
    what: 'a new column that must not be null and has no default fails on rows',
    from: 'create table t (id integer)',
    to: 'create table t (id integer, name text not null)',
    expected: ['column:public.t.name MAY_FAIL_ON_EXISTING_ROWS'],
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
    expected: ['column:public.t.id MAY_FAIL_ON_EXISTING_ROWS', 'column:public.t.id SCANS_TABLE'],
  },
  {
    what: 'a computed column that is stored rewrites the table',
    from: 'create table t (id integer)',
    to: 'create table t (id integer, twice integer generated always as (id * 2) stored)',
    expected: ['column:public.t.twice REWRITES_TABLE'],
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
    expected: ['index:public.t_id DROPS_INDEX'],
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
    expected: [],
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
      'column:public.t.e REWRITES_TABLE',
      'column:public.t.e ACCESS_EXCLUSIVE_LOCK',
      'column:public.t.e MAY_FAIL_ON_EXISTING_ROWS',
      'column:public.t.e BREAKS_CLIENTS',
    ],
  },
  {
    what: 'policies and row security change who sees what',
    from: 'create table t (id integer)',
    to: 'create table t (id integer); alter table t enable row level security; create policy p on t using (true)',
    expected: ['table:public.t CHANGES_ACCESS', 'policy:public.t.p CHANGES_ACCESS'],
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
    what: 'a table that becomes partitioned loses its rows',
    from: 'create table t (id integer)',
    to: 'create table t (id integer) partition by list (id)',
    expected: ['table:public.t DELETES_DATA'],
  },
  {
    what: 'a new partition of an old table is checked',
    from: 'create table t (id integer) partition by list (id); create table t_1 (id integer)',
    to: 'create table t (id integer) partition by list (id); create table t_1 partition of t for values in (1)',
    expected: ['table:public.t_1 SCANS_TABLE'],
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
    expected: [],
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
      const { steps } = plan(compare(await source.catalog(), await target.catalog()));
      const found = steps.flatMap(({ hazards }) => hazards.map(({ object, code }) => `${object} ${code}`));
      assert.deepEqual([...new Set(found)].sort(), [...expected].sort());
      for (const { message } of steps.flatMap(({ hazards }) => hazards)) assert.match(message, /^\S.*[^.\s]$/);
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
    const drift = compare(await source.catalog(), { ...lacking, server: { ...lacking.server, roles } });
    const hazards = plan(drift).steps.flatMap((step) => step.hazards);
    assert.deepEqual(hazards, [
      {
        code: 'NEEDS_PERSON',
        object: 'table:public.t',
        message: 'the role engine_absent does not exist on the target',
      },
    ]);
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
