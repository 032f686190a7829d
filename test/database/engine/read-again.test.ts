import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import { PlanRefused } from '../../../src/engine/plan-refused';
import type { Catalog, Drift } from '../../../src/engine/model';
import { plan } from '../../../src/engine/plan';
import { type KeptCatalog, readAgain } from '../../../src/engine/read-again';
import { readCatalog } from '../../../src/engine/read';
import type { Connection } from '../../../src/environments/session';
import { loadsOn, readPairs } from '../../corpus/pair';
import { createRoles, dropRoles } from '../../corpus/roles';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { type OpenDatabase, OpenDatabases } from './open-databases';

const latest = Math.max(...majors);

/** Reads again, and expects what reading everything gives. */
async function again(reader: Connection, before: KeptCatalog, after: string): Promise<KeptCatalog> {
  const kept = await readAgain(reader, before);
  assert.deepEqual(kept.catalog, await readCatalog(reader), `after ${after}`);
  return kept;
}

/** Changes that leave little behind in the catalogs, or leave it in unexpected places. */
const CHANGES: readonly string[] = [
  "COMMENT ON COLUMN app.orders.total IS 'in cents'",
  'COMMENT ON COLUMN app.orders.total IS NULL',
  'GRANT SELECT ON app.orders TO PUBLIC',
  'REVOKE SELECT ON app.orders FROM PUBLIC',
  'GRANT SELECT (total) ON app.orders TO PUBLIC',
  'ALTER SEQUENCE app.numbers INCREMENT 5',
  'ALTER SEQUENCE app.numbers OWNED BY app.orders.id',
  'ALTER SEQUENCE app.numbers OWNED BY NONE',
  'ALTER TABLE app.orders ALTER total SET DEFAULT 7',
  'ALTER TABLE app.orders ALTER total DROP DEFAULT',
  'ALTER DOMAIN app.amount DROP CONSTRAINT positive',
  "ALTER TYPE app.state ADD VALUE 'lost'",
  'ALTER TABLE app.orders CLUSTER ON orders_total',
  'DROP INDEX app.orders_total',
  'DROP VIEW app.large; CREATE VIEW app.large AS SELECT id FROM app.orders',
  'ALTER TABLE app.orders RENAME COLUMN total TO sum',
  'ALTER TABLE app.orders RENAME TO purchases',
  'ALTER FUNCTION app.one() RENAME TO two',
  'ALTER TABLE app.parts DETACH PARTITION app.first_part',
  'ALTER TABLE app.parts ATTACH PARTITION app.first_part FOR VALUES FROM (0) TO (10)',
  'INSERT INTO app.parts SELECT generate_series(1, 9); ANALYZE app.parts',
  'DROP TABLE app.first_part',
  'ALTER TABLE app.purchases ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON app.purchases USING (id > 0)',
  'DROP POLICY mine ON app.purchases',
  'ALTER SCHEMA app RENAME TO shop',
  'CREATE SCHEMA app; CREATE TABLE app.orders (id int); DROP TABLE app.orders',
  'CREATE TEMPORARY TABLE passing (id int)',
  'CREATE EXTENSION pg_trgm',
  'GRANT EXECUTE ON FUNCTION similarity(text, text) TO pg_monitor',
  'REVOKE EXECUTE ON FUNCTION pg_catalog.pg_ls_dir(text) FROM PUBLIC; GRANT EXECUTE ON FUNCTION pg_catalog.pg_ls_dir(text) TO pg_monitor',
  'ALTER ROLE again_owner RENAME TO again_other',
  'DROP TABLE shop.purchases CASCADE',
  'VACUUM FULL pg_catalog.pg_class',
  'CREATE STATISTICS shop.both ON a, b FROM shop.pairs',
  "CREATE PUBLICATION again FOR TABLE shop.pairs WHERE (a > 1) WITH (publish = 'insert')",
  'ALTER TABLE shop.pairs RENAME a TO c',
  'DROP PUBLICATION again',
  'ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO pg_monitor',
];

const SCHEMA = `
CREATE ROLE again_owner; CREATE SCHEMA app;
CREATE DOMAIN app.amount AS int CONSTRAINT positive CHECK (VALUE > 0);
CREATE TYPE app.state AS ENUM ('new', 'done');
CREATE FUNCTION app.one() RETURNS int LANGUAGE sql IMMUTABLE RETURN 1;
CREATE SEQUENCE app.numbers;
CREATE TABLE app.orders (id bigint PRIMARY KEY, total app.amount DEFAULT 1, state app.state DEFAULT 'new', more int DEFAULT app.one());
CREATE INDEX orders_total ON app.orders (total);
CREATE TABLE app.lines (order_id bigint REFERENCES app.orders);
ALTER TABLE app.lines OWNER TO again_owner;
CREATE VIEW app.large AS SELECT id, total FROM app.orders WHERE total > 100;
CREATE TABLE app.parts (id int) PARTITION BY RANGE (id);
CREATE TABLE app.first_part PARTITION OF app.parts FOR VALUES FROM (0) TO (10);
CREATE TABLE app.pairs (a int, b int);`;

describe('reading again what has changed', function () {
  const databases = new OpenDatabases();
  before(async () => createRoles(await sharedPostgres(latest)));
  afterEach(() => databases.close());
  after(async () => dropRoles(await sharedPostgres(latest)));

  for (const major of majors) {
    it(`sees what changes little on PostgreSQL ${major}`, async () => {
      const server = await sharedPostgres(major);
      const database = await databases.open(server, SCHEMA);
      databases.atEnd(async () => {
        await database.connection.run('DROP TABLE shop.lines; DROP ROLE again_other');
      });
      const reader = await databases.join(database.url);
      let kept = await readAgain(reader, null);
      for (const change of CHANGES) {
        await runEach(change, database.connection);
        kept = await again(reader, kept, change);
      }
    });

    it(`sees nothing where nothing changed, on PostgreSQL ${major}`, async () => {
      const server = await sharedPostgres(major);
      const database = await databases.open(server, 'CREATE TABLE t (id int); CREATE VIEW v AS SELECT id FROM t');
      const reader = await databases.join(database.url);
      const before = await readAgain(reader, null);
      await database.connection.run('BEGIN; DROP TABLE t CASCADE; CREATE TABLE u (id int); ROLLBACK');
      await database.connection.run('INSERT INTO t VALUES (1); DELETE FROM t');
      const sent: string[] = [];
      const query: Connection['query'] = (sql, onRow) => {
        sent.push(sql);
        return reader.query(sql, onRow);
      };
      const after = await readAgain({ version: reader.version, query }, before);
      assert.equal(after.catalog, before.catalog);
      assert.equal(sent.length, 2);
    });

    it(`reads everything for another role, database, server or setting on PostgreSQL ${major}`, async () => {
      const server = await sharedPostgres(major);
      const [first, second] = [
        await databases.open(server, 'CREATE TABLE t (at text DEFAULT now())'),
        await databases.open(server, ''),
      ];
      const reader = await databases.join(first.url);
      let kept = await readAgain(reader, null);
      for (const setting of [
        'SET ROLE pg_monitor',
        'RESET ROLE',
        'SET quote_all_identifiers = on',
        'SET search_path = pg_temp',
      ]) {
        await reader.run(setting);
        kept = await again(reader, kept, setting);
      }
      await again(second.connection, kept, 'a connection to another database');
    });

    it(`reads the same where PostgreSQL ${major} looks at several catalogs at a time, as 18 does for large ones`, async () => {
      const many = Array.from({ length: 3000 }, (_, at) => `CREATE DOMAIN d${at} AS int`);
      const database = await databases.open(
        await sharedPostgres(major),
        ['CREATE TABLE t (id int)', ...many].join(';'),
      );
      const reader = await databases.join(database.url);
      let kept = await readAgain(reader, null);
      for (const change of ['ALTER TABLE t ADD COLUMN a int', 'CREATE DOMAIN d AS int', 'DROP TABLE t']) {
        await database.connection.run(change);
        kept = await again(reader, kept, change);
      }
    });

    it(`sees what a transaction did that began before it was read, on PostgreSQL ${major}`, async () => {
      const database = await databases.open(await sharedPostgres(major), 'CREATE TABLE t (id int)');
      const reader = await databases.join(database.url);
      await database.connection.run('BEGIN; ALTER TABLE t ADD COLUMN late int');
      await (await databases.join(database.url)).run('CREATE TABLE meanwhile (id int)');
      let kept = await readAgain(reader, null);
      kept = await again(reader, kept, 'nothing');
      await database.connection.run('COMMIT');
      await again(reader, kept, 'the commit');
    });
  }

  it('is quick to compare: what both sides say the same is kept once', async () => {
    const server = await sharedPostgres(latest);
    const sql =
      "CREATE TYPE state AS ENUM ('new'); CREATE TABLE t (id int PRIMARY KEY, s state); GRANT SELECT ON t TO PUBLIC";
    const [source, target] = [
      await (await databases.open(server, sql)).catalog(),
      await (await databases.open(server, `${sql}; COMMENT ON TABLE t IS 'mine'`)).catalog(),
    ];
    assert.deepEqual(
      compare(source, target).differences.map(({ id }) => id),
      ['table:public.t'],
    );
    for (const { id, attributes } of source.objects.values()) {
      const isSame = target.objects.get(id)?.attributes === attributes;
      assert.equal(isSame, id !== 'table:public.t', id);
    }
  });

  for (const pair of readPairs().filter((each) => loadsOn(each, latest))) {
    it(`follows each step of a pair: ${pair.name}`, async () => {
      const server = await sharedPostgres(latest);
      const goal = await (await databases.open(server, pair.new)).catalog();
      await followSteps(await databases.open(server, pair.old), goal);
    });
  }

  /** Another session makes the changes. */
  async function followSteps(database: OpenDatabase, goal: Catalog): Promise<void> {
    const reader = await databases.join(database.url);
    let kept = await readAgain(reader, null);
    assert.deepEqual(kept.catalog, await readCatalog(reader));
    for (const statement of statementsFor(compare(goal, kept.catalog))) {
      try {
        await database.connection.run(statement);
      } catch {
        // It needs the transaction that the others are in; what has become of the schema is read all the same.
      }
      kept = await again(reader, kept, statement);
    }
  }
});

/** Each by itself, as VACUUM wants it. */
async function runEach(statements: string, connection: Connection): Promise<void> {
  for (const statement of statements.split('; ')) await connection.run(statement);
}

function statementsFor(drift: Drift): readonly string[] {
  try {
    return plan(drift).steps.flatMap(({ statements }) => statements);
  } catch (error) {
    if (error instanceof PlanRefused) return [];
    throw error;
  }
}
