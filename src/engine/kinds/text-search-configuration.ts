import type { Kind, PlanContext, Statement } from '../kind';
import type { Attributes, CatalogObject } from '../model';
import { ident, literal, qualified } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { nameSql } from './shared/catalog-names';
import { ifExists } from './shared/run-again';

interface ConfigurationAttributes extends Attributes {
  readonly owner: string;
  readonly parser: string;
  /** Type of token → the dictionaries that are asked, in this order. */
  readonly mappings: Readonly<Record<string, readonly string[]>>;
}

/** Over `pg_ts_config c`: type of token → dictionaries. */
const MAPPINGS = `(SELECT pg_catalog.json_object_agg(m.alias, m.dictionaries ORDER BY m.alias) FROM (
        SELECT k.alias, pg_catalog.json_agg(${nameSql('pg_ts_dict', 'p.mapdict')} ORDER BY p.mapseqno) AS dictionaries
        FROM pg_catalog.pg_ts_config_map p JOIN pg_catalog.ts_token_type(c.cfgparser) k ON k.tokid = p.maptokentype
        WHERE p.mapcfg = c.oid GROUP BY k.alias) m)`;

export const textSearchConfiguration: Kind<ConfigurationAttributes> = {
  name: 'text_search_configuration',
  label: { one: 'text search configuration', many: 'text search configurations' },
  catalog: 'pg_ts_config',

  seldom: true,
  query: () => `
    SELECT c.oid, 0, c.cfgnamespace, c.cfgname, pg_catalog.pg_get_userbyid(c.cfgowner),
      ${nameSql('pg_ts_parser', 'c.cfgparser')},
      ${MAPPINGS}
    FROM pg_catalog.pg_ts_config c WHERE c.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    return {
      id: objectId('text_search_configuration', [schema, name]),
      kind: 'text_search_configuration',
      schema,
      name,
      parents: [],
      attributes: {
        owner: text(row, 4),
        parser: text(row, 5),
        mappings: JSON.parse(row[6] ?? '{}') as Record<string, string[]>,
      },
      facts: {},
    };
  },

  address: ({ schema, name }) => `TEXT SEARCH CONFIGURATION ${qualified(schema, name)}`,
  claims: ({ schema, name }) => [`text search configuration ${qualified(schema, name)}`],
  create: (object, context) => [
    {
      sql: `CREATE TEXT SEARCH CONFIGURATION ${qualified(object.schema, object.name)} (PARSER = ${object.attributes.parser})`,
      once: true,
    },
    ...mappingChanges(object, {}, context),
  ],
  drop: ({ schema, name }, context) => [
    { sql: `DROP TEXT SEARCH CONFIGURATION${ifExists(context)} ${qualified(schema, name)}` },
  ],
  alter: (target, goal, changes, context) =>
    changes.some(({ attribute }) => attribute === 'parser')
      ? 'replace'
      : { statements: mappingChanges(goal, target.attributes.mappings, context) },
  verify: ({ schema, name, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_ts_config c WHERE c.cfgname = ${literal(name)} ` +
    `AND c.cfgnamespace = pg_catalog.to_regnamespace(${literal(ident(schema ?? ''))}) ` +
    `AND ${nameSql('pg_ts_parser', 'c.cfgparser')} = ${literal(attributes.parser)} ` +
    `AND COALESCE(${MAPPINGS}, '{}')::jsonb = ${literal(JSON.stringify(attributes.mappings))}::jsonb)`,
};

/** Types of token with the same dictionaries share a statement. */
function mappingChanges(
  object: CatalogObject<ConfigurationAttributes>,
  from: ConfigurationAttributes['mappings'],
  context: PlanContext,
): Statement[] {
  const to = object.attributes.mappings;
  const alter = `ALTER TEXT SEARCH CONFIGURATION ${qualified(object.schema, object.name)}`;
  const gone = Object.keys(from).filter((token) => !(token in to));
  const groups = new Map<string, string[]>();
  for (const [token, dictionaries] of Object.entries(to)) {
    if (from[token]?.join() === dictionaries.join()) continue;
    const change = `${token in from ? 'ALTER' : 'ADD'} MAPPING FOR\n${dictionaries.join(', ')}`;
    groups.set(change, [...(groups.get(change) ?? []), token]);
  }
  return [
    ...(gone.length === 0
      ? []
      : [{ sql: `${alter} DROP MAPPING${ifExists(context)} FOR ${gone.map(ident).join(', ')}` }]),
    ...[...groups].map(([change, tokens]) => {
      const [verb = '', dictionaries = ''] = change.split('\n');
      return {
        sql: `${alter} ${verb} ${tokens.map(ident).join(', ')} WITH ${dictionaries}`,
        ...(verb === 'ADD MAPPING FOR' ? { once: true as const } : {}),
      };
    }),
  ];
}
