import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import type { Catalog, Drift, Rename } from '../../../src/engine/model';
import { plan } from '../../../src/engine/plan';
import { acceptRenames } from '../../../src/engine/renames/accept';
import { possibleRenames } from '../../../src/engine/renames/offers';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';
import { textOf } from './script';

const OFFERED: readonly { what: string; old: string; new: string; offers: readonly string[] }[] = [
  {
    what: 'a table with the same columns',
    old: 'create table users (id integer, name text)',
    new: 'create table people (name text, id integer)',
    offers: ['table:public.users=table:public.people'],
  },
  {
    what: 'no table where two went that look alike',
    old: 'create table a (id integer); create table b (id integer)',
    new: 'create table c (id integer)',
    offers: [],
  },
  {
    what: 'no table where two came that look alike',
    old: 'create table a (id integer)',
    new: 'create table b (id integer); create table c (id integer)',
    offers: [],
  },
  {
    what: 'no table with other columns, and none without any',
    old: 'create table a (id integer); create table empty ()',
    new: 'create table b (id bigint); create table nothing ()',
    offers: [],
  },
  {
    what: 'no table that lies in another schema',
    old: 'create schema s; create table s.a (id integer)',
    new: 'create schema s; create table a (id integer)',
    offers: [],
  },
  {
    what: 'a column of the same type at the same place',
    old: 'create table t (id integer, name text, at date)',
    new: 'create table t (id integer, label text, at date)',
    offers: ['column:public.t.name=column:public.t.label'],
  },
  {
    what: 'no column that came at another place, of another type, or with another default',
    old: 'create table t (id integer, name text, at date); create table u (a integer); create table v (a integer default 1)',
    new: 'create table t (id integer, at date, label text); create table u (b bigint); create table v (b integer default 2)',
    offers: [],
  },
  {
    what: 'no column where two of one type are side by side',
    old: 'create table t (id integer, a text, b text)',
    new: 'create table t (id integer, c text, d text)',
    offers: [],
  },
  {
    what: 'one enum label that was replaced at its place',
    old: "create type e as enum ('a', 'b', 'c')",
    new: "create type e as enum ('a', 'x', 'c')",
    offers: ['enum_value:public.e.b=enum_value:public.e.x'],
  },
  {
    what: 'no enum label at another place, and none of two',
    old: "create type e as enum ('a', 'b', 'c'); create type f as enum ('a', 'b', 'c')",
    new: "create type e as enum ('a', 'c', 'x'); create type f as enum ('x', 'y', 'c')",
    offers: [],
  },
  {
    what: 'types, functions, views, sequences and what belongs to a table',
    old: `create type e as enum ('a'); create domain d as text check (value <> ''); create type c as (x integer);
      create function f(n integer) returns integer language sql as 'select n'; create view v as select 1 as one; create sequence s;
      create table t (n integer constraint k check (n > 0)); create index i on t (n); create policy p on t using (n > 1);
      create function g() returns trigger language plpgsql as 'begin return new; end';
      create trigger r before insert on t for each row execute function g()`,
    new: `create type e2 as enum ('a'); create domain d2 as text check (value <> ''); create type c2 as (x integer);
      create function f2(n integer) returns integer language sql as 'select n'; create view v2 as select 1 as one; create sequence s2;
      create table t (n integer constraint k2 check (n > 0)); create index i2 on t (n); create policy p2 on t using (n > 1);
      create function g() returns trigger language plpgsql as 'begin return new; end';
      create trigger r2 before insert on t for each row execute function g()`,
    offers: [
      'composite_type:public.c=composite_type:public.c2',
      'constraint:public.t.k=constraint:public.t.k2',
      'domain:public.d=domain:public.d2',
      'enum:public.e=enum:public.e2',
      'function:public.f(integer)=function:public.f2(integer)',
      'index:public.i=index:public.i2',
      'policy:public.t.p=policy:public.t.p2',
      'sequence:public.s=sequence:public.s2',
      'trigger:public.t.r=trigger:public.t.r2',
      'view:public.v=view:public.v2',
    ],
  },
];

const REFUSED: readonly { what: string; rename: Rename; says: RegExp }[] = [
  {
    what: 'what the target does not have',
    rename: { from: 'table:public.no', to: 'table:public.b' },
    says: /the target has no such object/,
  },
  {
    what: 'what the source does not have',
    rename: { from: 'table:public.a', to: 'table:public.no' },
    says: /the source has no such object/,
  },
  {
    what: 'into another schema',
    rename: { from: 'table:public.a', to: 'table:s.c' },
    says: /nothing but the last part/,
  },
  {
    what: 'what PostgreSQL cannot rename',
    rename: { from: 'default:public.a.id', to: 'default:public.b.id' },
    says: /a default cannot be renamed/,
  },
  {
    what: 'into a name that somebody has and keeps',
    rename: { from: 'table:public.a', to: 'table:public.kept' },
    says: /table:public\.kept has that name/,
  },
  {
    what: 'a label into one that there is',
    rename: { from: 'enum_value:public.e.x', to: 'enum_value:public.e.y' },
    says: /the target has that name already/,
  },
];

for (const major of majors) {
  describe(`renames on PostgreSQL ${major}`, function () {
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    async function read(sql: string): Promise<Catalog> {
      const { catalog } = await databases.open(await sharedPostgres(major), sql);
      return catalog();
    }

    async function driftOf(target: string, source: string, ...renames: readonly Rename[]): Promise<Drift> {
      const [wanted, actual] = [await read(source), await read(target)];
      return compare(wanted, acceptRenames(wanted, actual, renames));
    }

    for (const { what, old, new: wanted, offers } of OFFERED) {
      it(`offer ${what}`, async () => {
        const found = possibleRenames(await driftOf(old, wanted)).map(({ from, to }) => `${from}=${to}`);
        assert.deepEqual(found.sort(), offers);
      });
    }

    it('offer what is inside a renamed table once that is accepted, by the name that it still has', async () => {
      const drift = await driftOf(
        'create table a (id integer primary key, x text); create index of_x on a (x)',
        'create table b (id integer primary key, y text); create index of_y on b (y)',
        { from: 'table:public.a', to: 'table:public.b' },
      );
      assert.deepEqual(
        possibleRenames(drift).map(({ from, to }) => `${from}=${to}`),
        ['column:public.a.x=column:public.b.y'],
      );
    });

    for (const { what, rename, says } of REFUSED) {
      it(`refuse ${what}`, async () => {
        const rest = 'create schema s; create table kept (n integer);';
        await assert.rejects(
          driftOf(
            `${rest} create table a (id integer default 1); create type e as enum ('x', 'y')`,
            `${rest} create table b (id integer default 1); create table s.c (id integer); create type e as enum ('y')`,
            rename,
          ),
          says,
        );
      });
    }

    it('are shown as a changed name, and say whom they break', async () => {
      const users = `create function counted() returns bigint language sql as 'select count(*) from public.users';`;
      const drift = await driftOf(
        `create table users (id integer); ${users}`,
        `create table people (id integer); set check_function_bodies = off; ${users}`,
        { from: 'table:public.users', to: 'table:public.people' },
      );
      assert.deepEqual(
        drift.differences.map(({ id, status, changes }) => ({ id, status, changes })),
        [
          {
            id: 'table:public.people',
            status: 'changed',
            changes: [{ attribute: 'name', source: 'people', target: 'users' }],
          },
        ],
      );
      const { steps } = plan(drift);
      assert.deepEqual(
        steps.flatMap(({ hazards }) => hazards.map(({ code, object }) => `${code} ${object}`)),
        ['BREAKS_CLIENTS table:public.users', 'UNTRACKED_DEPENDENCY function:public.counted()'],
      );
    });

    it('belong to every choice, which says so', async () => {
      const drift = await driftOf(
        'create table users (id integer); create table other (id integer)',
        'create table people (id integer); create table other (id integer, n integer)',
        { from: 'table:public.users', to: 'table:public.people' },
      );
      const decided = plan(drift, { chosen: new Set(['column:public.other.n']) });
      assert.deepEqual(decided.brought, [{ object: 'table:public.people', reason: 'it was said to be renamed' }]);
      assert.match(textOf(drift, decided), /ALTER TABLE public\.users RENAME TO people;[^]*ADD COLUMN n integer;/);
    });

    it('free a name first that something else has until it is dropped, though only the rename was chosen', async () => {
      const target = await databases.open(
        await sharedPostgres(major),
        'create table users (id integer); insert into users values (1), (2); create view people as select 1 as one',
      );
      const source = await read('create table people (id integer)');
      const rename = { from: 'table:public.users', to: 'table:public.people' };
      const drift = compare(source, acceptRenames(source, await target.catalog(), [rename]));
      await target.run(textOf(drift, plan(drift, { chosen: new Set(['table:public.people']) })));
      assert.deepEqual(compare(source, await target.catalog()).differences, []);
      assert.deepEqual(await target.connection.query('select count(*) from people'), [[['2']]]);
    });
  });
}
