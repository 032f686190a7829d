import assert from 'node:assert/strict';
import { driftBetween } from '../../../src/environments/drift';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';
import { scriptFor } from './script';

const SCHEMA = `
  create extension citext;
  create collation numeric_order (provider = icu, locale = '@colNumeric=yes;colCaseFirst=lower');
  create table node (id integer primary key, kind text, at date, "select" text);
  create table edge (a integer references node, b integer references node);
  create view one as
    select n.id, n."select", n.kind || 'x' as kind, array[n.id, 1] as ids,
      (select count(*) from edge e where e.a = n.id) as edges, count(n.*) over (order by n.at) as all
    from node n where n.at > '2026-01-01' order by n.id;
  create view sampled as select node.id from node tablesample system (10);
  create view joined as select n.id, e.a from node n join edge e on e.b = n.id;
  create view united as select node.id from node union select edge.a from edge;
  create view listed as with known as (select node.id from node) select known.id from known group by known.id;
  create view xml as select xmlserialize(content '<a/>'::xml as text) as text;
  create materialized view counted as select node.kind, count(*) from node group by node.kind having max(node.id) > 1;
  create rule to_edge as on insert to node do also insert into edge select new.id, new.id;
  create function known(integer) returns setof integer begin atomic select node.id from node where node.id > $1; end;
`;

describe('between servers of different versions', function () {
  const [oldest, latest] = [Math.min(...majors), Math.max(...majors)];
  const databases = new OpenDatabases();
  afterEach(() => databases.close());

  async function found(onOldest: string, onLatest: string) {
    const [old, late] = [
      await databases.open(await sharedPostgres(oldest), onOldest),
      await databases.open(await sharedPostgres(latest), onLatest),
    ];
    const catalogs = [await old.catalog(), await late.catalog()] as const;
    const [there, back] = [await driftBetween(...catalogs), await driftBetween(catalogs[1], catalogs[0])];
    const ids = there.differences.map(({ id }) => id);
    assert.deepEqual(
      back.differences.map(({ id }) => id),
      ids,
    );
    return ids;
  }

  it('the same schema shows no drift', async () => {
    assert.deepEqual(await found(SCHEMA, SCHEMA), []);
  });

  it('a partitioned table that is unlogged has no match in a server that knows none, which makes it all the same', async () => {
    const table = (kind: string): string => `create ${kind} table parted (id integer) partition by list (id);
      create ${kind} table part partition of parted for values in (1);`;
    assert.deepEqual(await found(table('unlogged'), `${table('')} alter table part set unlogged`), []);
    const [old, late] = [
      await databases.open(await sharedPostgres(oldest), table('unlogged')),
      await databases.open(await sharedPostgres(latest), ''),
    ];
    const drift = await driftBetween(await old.catalog(), await late.catalog());
    await late.run(scriptFor(drift));
    assert.deepEqual((await driftBetween(await old.catalog(), await late.catalog())).differences, []);
  });

  it('queries that differ are told apart', async () => {
    const tables = 'create table a (id integer, other integer); create table b (id integer);';
    const views = (one: string, two: string, three: string): string =>
      `${tables} create view one as ${one}; create view two as ${two}; create view three as ${three};`;
    const differing = await found(
      views('select a.id as id from a', 'select a.id from a, b', 'select count(a.*) from a'),
      views('select a.other as id from a', 'select b.id from a, b', 'select count(*) from a'),
    );
    assert.deepEqual(differing, ['view:public.one', 'view:public.three', 'view:public.two']);
  });

  it('a difference among what only reads differently is found alone', async () => {
    const [old, late] = [
      await databases.open(await sharedPostgres(oldest), SCHEMA),
      await databases.open(await sharedPostgres(latest), `${SCHEMA} create index on node (at);`),
    ];
    const drift = await driftBetween(await late.catalog(), await old.catalog());
    assert.deepEqual(
      drift.differences.map(({ id }) => id),
      ['index:public.node_at_idx'],
    );
  });
});
