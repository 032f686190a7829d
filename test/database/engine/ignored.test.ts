import assert from 'node:assert/strict';
import { inAnotherOrder } from '../../../src/engine/column-order';
import { compare } from '../../../src/engine/compare';
import type { Drift } from '../../../src/engine/model';
import { EVERYTHING, narrow, type Scope } from '../../../src/engine/scope';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases, type OpenDatabase } from './open-databases';
import { scriptFor } from './script';

/** Two functions; of the first only the layout differs from what `RELAID` has. */
const FUNCTIONS = `
  create function tidy(n integer) returns text language plpgsql as $$
    begin
      -- says it
      return 'a  b' || n;
    end $$;
  create function literal() returns text language sql as $$ select 'a  b' $$;`;

const RELAID = `
  create function tidy(n integer) returns text language plpgsql as $$ begin -- says it
    return 'a  b'||n; end $$;
  create function literal() returns text language sql as $$ select 'a b' $$;`;

for (const major of majors) {
  describe(`what is ignored, on PostgreSQL ${major}`, function () {
    const databases = new OpenDatabases();
    afterEach(() => databases.close());

    async function pair(source: string, target: string): Promise<[OpenDatabase, OpenDatabase]> {
      const server = await sharedPostgres(major);
      return [await databases.open(server, source), await databases.open(server, target)];
    }

    async function driftOf([source, target]: [OpenDatabase, OpenDatabase], parts: Partial<Scope>): Promise<Drift> {
      const scope = { ...EVERYTHING, ...parts };
      return compare(narrow(await source.catalog(), scope), narrow(await target.catalog(), scope));
    }

    function ids({ differences }: Drift): readonly string[] {
      return differences.map(({ id }) => id);
    }

    it('can be white space in the bodies of functions, and is not that of a literal', async () => {
      const both = await pair(FUNCTIONS, RELAID);
      assert.deepEqual(ids(await driftOf(both, {})), ['function:public.literal()', 'function:public.tidy(integer)']);
      assert.deepEqual(ids(await driftOf(both, { ignore: ['whitespace'] })), ['function:public.literal()']);
    });

    it('is not lost: a function is created as somebody wrote it', async () => {
      const [source, target] = await pair(FUNCTIONS, '');
      await target.run(scriptFor(await driftOf([source, target], { ignore: ['whitespace'] })));
      assert.deepEqual(ids(await driftOf([source, target], {})), []);
    });

    it('can be comments, those inside a type too', async () => {
      const both = await pair(
        `create type pair as (x integer); comment on column pair.x is 'x';
         create domain short as text constraint few check (length(value) < 9); comment on constraint few on domain short is 'few'`,
        `create type pair as (x integer); create domain short as text constraint few check (length(value) < 9)`,
      );
      assert.deepEqual(ids(await driftOf(both, {})).length, 2);
      assert.deepEqual(ids(await driftOf(both, { ignore: ['comment'] })), []);
    });

    it('can be tablespaces, of what is there and of what is created', async () => {
      const server = await sharedPostgres(major);
      const admin = await databases.open(server, '');
      await admin.connection.query('set allow_in_place_tablespaces = on');
      await admin.connection.query("create tablespace ignored_test location ''");
      databases.atEnd(async () => {
        await admin.connection.query('drop tablespace ignored_test');
      });
      const there = (space: string): string =>
        `create table t (id integer, constraint t_key unique (id)${space === '' ? '' : ` using index${space}`})${space};
         create index t_id on t (id)${space}; create materialized view m${space} as select 1 as one;`;
      const both = await pair(
        `${there(' tablespace ignored_test')} create table n (id integer primary key) tablespace ignored_test`,
        there(''),
      );
      assert.deepEqual(ids(await driftOf(both, {})), [
        'table:public.n',
        'table:public.t',
        'materialized_view:public.m',
        'constraint:public.t.t_key',
        'index:public.t_id',
      ]);
      const drift = await driftOf(both, { ignore: ['tablespace'] });
      assert.deepEqual(ids(drift), ['table:public.n']);
      assert.doesNotMatch(scriptFor(drift), /tablespace/i);
      await both[1].run(scriptFor(drift));
      assert.deepEqual(ids(await driftOf(both, { ignore: ['tablespace'] })), []);
    });

    it('can be whole kinds, and names with all that belongs to them, in the script too', async () => {
      const parts = `create function f() returns trigger language plpgsql as 'begin return new; end';
        create table t (id integer); create table tmp_t (id integer primary key);`;
      const both = await pair(
        `${parts} create trigger r before insert on t for each row execute function f(); alter table t add n integer;
         create index on tmp_t (id); alter table tmp_t add n integer;
         create table new_t (id integer primary key); create trigger r before insert on new_t for each row execute function f()`,
        parts,
      );
      const drift = await driftOf(both, { exclude: ['trigger:*', 'table:*.tmp_*'] });
      assert.deepEqual(ids(drift), ['table:public.new_t', 'column:public.t.n']);
      assert.doesNotMatch(scriptFor(drift), /trigger|tmp_t/i);
    });

    it('is the order of columns, which is said', async () => {
      const both = await pair(
        'create table t (a integer, b integer, c integer); create table same (a integer, x integer, b integer)',
        'create table t (c integer, a integer, b integer); create table same (a integer, b integer)',
      );
      const drift = await driftOf(both, {});
      assert.deepEqual(ids(drift), ['column:public.same.x']);
      assert.deepEqual(inAnotherOrder(drift), ['table:public.t']);
    });
  });
}
