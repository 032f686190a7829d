import type { Kind, Statement } from '../kind';
import type { Attributes, CatalogObject } from '../model';
import { literal, qualified } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { objectExists } from './shared/catalog-names';
import { sqlName } from './shared/relations';
import { ifExists, ifNotExists } from './shared/run-again';

interface StatisticsAttributes extends Attributes {
  readonly owner: string;
  /** As pg_get_statisticsobjdef writes it. */
  readonly definition: string;
  /** Null for the server's default. */
  readonly statistics_target: number | null;
}

/** Extended statistics over several columns or expressions of one table. */
export const statistics: Kind<StatisticsAttributes> = {
  name: 'statistics',
  label: { one: 'statistics object', many: 'statistics objects' },
  catalog: 'pg_statistic_ext',

  seldom: true,
  // -1 was the default before PostgreSQL 17.
  query: () => `
    SELECT s.oid, 0, s.stxnamespace, s.stxname, pg_catalog.pg_get_userbyid(s.stxowner), s.stxrelid,
      pg_catalog.pg_get_statisticsobjdef(s.oid), NULLIF(s.stxstattarget, -1)
    FROM pg_catalog.pg_statistic_ext s WHERE s.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    const table = reader.find('pg_class', row[5]);
    if (schema === undefined || table === undefined) return null;
    const name = text(row, 3);
    return {
      id: objectId('statistics', [schema, name]),
      kind: 'statistics',
      schema,
      name,
      parents: [table.id],
      attributes: {
        owner: text(row, 4),
        definition: text(row, 6),
        statistics_target: row[7] == null ? null : Number(row[7]),
      },
      facts: { table: sqlName(table) },
    };
  },

  address: ({ schema, name }) => `STATISTICS ${qualified(schema, name)}`,
  claims: ({ schema, name }) => [`statistics ${qualified(schema, name)}`],
  create: (object, context) => [
    { sql: object.attributes.definition.replace(/^CREATE STATISTICS/, `$&${ifNotExists(context)}`) },
    ...(object.attributes.statistics_target === null ? [] : [target(object)]),
  ],
  drop: ({ schema, name }, context) => [{ sql: `DROP STATISTICS${ifExists(context)} ${qualified(schema, name)}` }],
  alter: (_target, goal, changes) =>
    changes.some(({ attribute }) => attribute === 'definition') ? 'replace' : { statements: [target(goal)] },
  verify: (object) =>
    objectExists(
      'pg_statistic_ext',
      object,
      `pg_catalog.pg_get_statisticsobjdef(oid) = ${literal(object.attributes.definition)} ` +
        `AND COALESCE(NULLIF(stxstattarget, -1), -1) = ${object.attributes.statistics_target ?? -1}`,
    ),
};

function target({ schema, name, attributes }: CatalogObject<StatisticsAttributes>): Statement {
  return { sql: `ALTER STATISTICS ${qualified(schema, name)} SET STATISTICS ${attributes.statistics_target ?? -1}` };
}
