import { aclSql, arrayItems, readGrants, type Grants } from '../grants';
import { hazard, hazardFor, locksOut } from '../hazards';
import type { Kind } from '../kind';
import { textOf, type Attributes, type ObjectId } from '../model';
import { ident, literal, qualified } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID, ownRows } from '../system-catalogs';
import { viewColumnStorage } from './shared/column-storage';
import { estimatesSql, readEstimates } from './shared/estimates';
import { clusterChange, indexesInRoles } from './shared/index-roles';
import {
  optionChanges,
  readOptions,
  relationClaims,
  relationExists,
  withOptions,
  withoutTablespace,
} from './shared/relations';
import { unreadable } from './shared/rights';
import { ifExists, ifNotExists } from './shared/run-again';

interface MaterializedViewAttributes extends Attributes {
  readonly owner: string;
  readonly grants: Grants;
  readonly definition: string;
  readonly options: Readonly<Record<string, string>>;
  readonly tablespace: string | null;
  readonly access_method: string | null;
  readonly clustered_on: string | null;
}

export const materializedView: Kind<MaterializedViewAttributes> = {
  name: 'materialized_view',
  label: { one: 'materialized view', many: 'materialized views' },
  catalog: 'pg_class',
  isDerived: true,
  evaluates: true,
  defaultPrivileges: 'TABLES',
  meansTheSame: { definition: (a, b, isSameQuery) => isSameQuery(textOf(a), textOf(b)) },

  seldom: `${ownRows('pg_class')} AND own.relkind = 'm'`,
  query: () => `
    SELECT c.oid, 0, c.relnamespace, c.relname, pg_catalog.pg_get_userbyid(c.relowner), ${aclSql('c.relacl', 'r', 'c.relowner')}, c.reloptions, pg_catalog.pg_get_viewdef(c.oid),
      (SELECT s.spcname FROM pg_catalog.pg_tablespace s WHERE s.oid = c.reltablespace),
      (SELECT m.amname FROM pg_catalog.pg_am m WHERE m.oid = c.relam AND m.amname <> 'heap'),
      r.oid, c.reltype, (SELECT y.typarray FROM pg_catalog.pg_type y WHERE y.oid = c.reltype), c.relispopulated,
      (SELECT x.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
        WHERE i.indrelid = c.oid AND i.indisclustered),
      ARRAY(SELECT a.atttypid FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.atttypid >= ${FIRST_USER_OID}),
      ${estimatesSql('c')}
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid AND r.rulename = '_RETURN'
    WHERE c.relkind = 'm' AND c.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    const owner = text(row, 4);
    const id = objectId('materialized_view', [schema, name]);
    const types = arrayItems(text(row, 16)).flatMap((oid) => reader.find('pg_type', oid)?.id ?? []);
    reader.alias('pg_rewrite', row[11], id);
    reader.alias('pg_type', row[12], id);
    reader.alias('pg_type', row[13], id);
    return {
      id,
      kind: 'materialized_view',
      schema,
      name,
      parents: [],
      attributes: {
        owner,
        grants: readGrants(row[5], row[6], owner),
        definition: text(row, 8),
        options: readOptions(row[7]),
        tablespace: row[9] ?? null,
        access_method: row[10] ?? null,
        clustered_on: row[15] ?? null,
      },
      facts: { populated: row[14] === 't', types, ...readEstimates(row, 17) },
    };
  },

  ignoring: withoutTablespace,

  address: ({ schema, name }) => `MATERIALIZED VIEW ${qualified(schema, name)}`,
  grantClause: ({ schema, name }, privileges) => `${privileges.join(', ')} ON TABLE ${qualified(schema, name)}`,
  claims: relationClaims,
  rename: { why: 'the same definition' },
  prerequisites: indexesInRoles,
  absorbs: (_object, child) => child.kind === 'column',

  contains: ({ facts }, type) => (((facts.types ?? []) as readonly ObjectId[]).includes(type) ? 'in rows' : null),

  create(object, context, absorbed) {
    const { id, schema, name, attributes, facts } = object;
    const storage = [
      attributes.access_method === null ? '' : ` USING ${ident(attributes.access_method)}`,
      withOptions(attributes.options),
      attributes.tablespace === null ? '' : ` TABLESPACE ${ident(attributes.tablespace)}`,
    ].join('');
    const body = attributes.definition.replace(/;\s*$/, '');
    const data = facts.populated === false ? '\nWITH NO DATA' : '';
    return [
      {
        sql: `CREATE MATERIALIZED VIEW${ifNotExists(context)} ${qualified(schema, name)}${storage} AS\n${body}${data}`,
        hazards:
          data === ''
            ? [hazard('SCANS_TABLE', id, 'runs its query to fill the view'), ...unreadable(object, context)]
            : [],
      },
      ...absorbed.flatMap(viewColumnStorage),
      ...clusterChange(object, null, context),
    ];
  },

  drop: ({ id, schema, name }, context) => [
    {
      sql: `DROP MATERIALIZED VIEW${ifExists(context)} ${qualified(schema, name)}`,
      hazards: [hazard('BREAKS_CLIENTS', id, 'queries that read the view fail'), ...locksOut(id, id)],
    },
  ],

  alter(target, goal, changes, context) {
    const alter = `ALTER MATERIALIZED VIEW ${qualified(goal.schema, goal.name)}`;
    const { attributes: to } = goal;
    const changed = new Set(changes.map(({ attribute }) => attribute));
    if (changed.has('definition')) return 'replace';
    const rewrites = [
      ...locksOut(goal.id, goal.id),
      ...hazardFor(goal.id, 'REWRITES_TABLE', goal.id, 'writes all of its rows again'),
    ];
    return {
      statements: [
        ...optionChanges(target.attributes.options, to.options).map((change) => ({ sql: `${alter} ${change}` })),
        ...(changed.has('tablespace')
          ? [{ sql: `${alter} SET TABLESPACE ${ident(to.tablespace ?? 'pg_default')}`, hazards: rewrites }]
          : []),
        ...(changed.has('access_method')
          ? [{ sql: `${alter} SET ACCESS METHOD ${ident(to.access_method ?? 'heap')}`, hazards: rewrites }]
          : []),
        ...clusterChange(goal, target.attributes.clustered_on, context),
      ],
    };
  },

  verify: (object) =>
    relationExists(object, "'m'", ` AND pg_catalog.pg_get_viewdef(c.oid) = ${literal(object.attributes.definition)}`),
};
