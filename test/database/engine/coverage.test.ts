import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { KINDS } from '../../../src/engine/registry';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';

/** System catalogs whose rows are details of the kinds that read them. */
const DETAILS = [
  'pg_aggregate',
  'pg_amop',
  'pg_amproc',
  'pg_attribute',
  'pg_constraint',
  'pg_depend',
  'pg_description',
  'pg_enum',
  'pg_foreign_table',
  'pg_index',
  'pg_inherits',
  'pg_partitioned_table',
  'pg_range',
  'pg_rewrite',
  'pg_seclabel',
  'pg_sequence',
  'pg_shdepend',
  'pg_shdescription',
  'pg_shseclabel',
  'pg_ts_config_map',
];

/** What no comparison of schemas is about: rows, statistics, the state of replication, and what is the whole server's. */
const NO_SCHEMA = [
  'pg_database',
  'pg_largeobject',
  'pg_largeobject_metadata',
  'pg_parameter_acl',
  'pg_replication_origin',
  'pg_statistic',
  'pg_statistic_ext_data',
  'pg_subscription_rel',
  'pg_tablespace',
];

/** pg_class.relkind, and who reads it; TOAST tables belong to their tables. */
const RELATIONS: Readonly<Record<string, string>> = {
  r: 'table',
  p: 'table',
  f: 'foreign_table',
  v: 'view',
  m: 'materialized_view',
  S: 'sequence',
  i: 'index',
  I: 'index',
  c: 'composite_type',
};

describe('coverage', function () {
  const documented = readFileSync(path.join(__dirname, '../../../docs/coverage.md'), 'utf8');
  const names = new Set(KINDS.map(({ name }) => name));

  it('of every kind is documented', () => {
    const words = new Set(documented.match(/\w+/g));
    assert.deepEqual(
      [...names].filter((name) => !words.has(name)),
      [],
    );
  });

  for (const major of majors) {
    describe(`on PostgreSQL ${major}`, function () {
      const databases = new OpenDatabases();
      afterEach(() => databases.close());

      it('names every system catalog that PostgreSQL has', async () => {
        const { connection } = await databases.open(await sharedPostgres(major), '');
        const [rows = []] = await connection.query(
          `select relname from pg_class where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r' order by 1`,
        );
        const known = new Set<string>([...KINDS.map(({ catalog }) => catalog), ...DETAILS, ...NO_SCHEMA]);
        assert.deepEqual(
          rows.map(([name]) => name ?? '').filter((name) => !known.has(name)),
          [],
        );
      });

      it('has a kind for every sort of relation', async () => {
        const { catalog } = await databases.open(
          await sharedPostgres(major),
          `create table r (id integer primary key); create table p (id integer) partition by list (id);
           create index i on r (id); create index on p (id); create view v as select 1 as one;
           create materialized view m as select 1 as one; create sequence s; create type c as (x integer);
           create foreign data wrapper w; create server far foreign data wrapper w;
           create foreign table f (id integer) server far;`,
        );
        const found = new Set([...(await catalog()).objects.values()].map(({ kind }) => kind));
        assert.deepEqual(
          Object.values(RELATIONS).filter((kind) => !found.has(kind) || !names.has(kind)),
          [],
        );
      });
    });
  }
});
