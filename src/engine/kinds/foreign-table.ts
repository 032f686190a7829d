import { aclSql, readGrants, type Grants } from '../grants';
import { hazard } from '../hazards';
import type { Kind, Statement } from '../kind';
import type { CatalogObject } from '../model';
import { ident, literal, qualified } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { columnExtras } from './shared/column-storage';
import { columnSql } from './shared/column-sql';
import {
  alterOptions,
  createOptions,
  foreignOptionsSql,
  hasOptions,
  hiddenHazards,
  readForeignOptions,
  type ForeignOptions,
} from './shared/foreign-options';
import { inlineConstraint, isInline } from './shared/inline-constraint';
import { hasPlace } from './shared/inheritance';
import { attached } from './shared/partitions';
import { relationClaims } from './shared/relations';
import { ifExists, ifNotExists } from './shared/run-again';

interface ForeignTableAttributes extends ForeignOptions {
  readonly owner: string;
  readonly grants: Grants;
  readonly server: string;
  /** As ATTACH PARTITION has it: `FOR VALUES FROM … TO …`. */
  readonly partition_bound: string | null;
  /** The tables that it inherits from, or is a partition of, as SQL names. */
  readonly inherits: readonly string[];
}

export const foreignTable: Kind<ForeignTableAttributes> = {
  name: 'foreign_table',
  label: { one: 'foreign table', many: 'foreign tables' },
  catalog: 'pg_class',
  defaultPrivileges: 'TABLES',

  seldom: 'pg_catalog.pg_foreign_table',
  query: () => `
    SELECT c.oid, 0, c.relnamespace, c.relname, pg_catalog.pg_get_userbyid(c.relowner), ${aclSql('c.relacl', 'r', 'c.relowner')}, s.srvname, ${foreignOptionsSql('f.ftoptions')},
      CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
      (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(n.nspname, p.relname,
         CASE p.relkind WHEN 'f' THEN 'foreign_table' ELSE 'table' END) ORDER BY i.inhseqno)
       FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
       JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace WHERE i.inhrelid = c.oid),
      c.reltype, (SELECT y.typarray FROM pg_catalog.pg_type y WHERE y.oid = c.reltype)
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = c.oid
    JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
    WHERE c.relkind = 'f' AND c.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    const owner = text(row, 4);
    const id = objectId('foreign_table', [schema, name]);
    const ancestors = JSON.parse(row[10] ?? '[]') as [string, string, string][];
    const ancestorIds = ancestors.map(([inSchema, table, kind]) => objectId(kind, [inSchema, table]));
    reader.alias('pg_type', row[11], id);
    reader.alias('pg_type', row[12], id);
    return {
      id,
      kind: 'foreign_table',
      schema,
      name,
      parents: row[9] == null ? [] : ancestorIds,
      attributes: {
        owner,
        grants: readGrants(row[5], row[6], owner),
        server: text(row, 7),
        ...readForeignOptions(text(row, 8)),
        partition_bound: row[9] ?? null,
        inherits: ancestors.map(([inSchema, table]) => qualified(inSchema, table)),
      },
      facts: { ancestors: ancestorIds },
    };
  },

  address: ({ schema, name }) => `FOREIGN TABLE ${qualified(schema, name)}`,
  grantClause: ({ schema, name }, privileges) => `${privileges.join(', ')} ON TABLE ${qualified(schema, name)}`,
  claims: relationClaims,
  // An inherited check comes with INHERITS.
  absorbs: (_object, child) =>
    child.kind === 'column' ||
    (child.kind === 'constraint' && (isInline(child, false) || child.facts.inherited === true)),

  create(object, context, absorbed) {
    const { attributes } = object;
    const isPartition = attributes.partition_bound !== null;
    const columns = absorbed
      .filter(({ kind, facts }) => kind === 'column' && (isPartition || facts.inherited !== true))
      .sort((a, b) => Number(a.facts.position) - Number(b.facts.position));
    const lines = [
      ...columns.map((column) => columnSql(column, context, absorbed)),
      ...absorbed.filter((each) => each.kind === 'constraint' && isInline(each, false)).map(inlineConstraint),
    ];
    const sql = [
      `CREATE FOREIGN TABLE${ifNotExists(context)} ${qualified(object.schema, object.name)} (`,
      lines.length === 0 ? ')' : `\n  ${lines.join(',\n  ')}\n)`,
      !isPartition && attributes.inherits.length > 0 ? ` INHERITS (${attributes.inherits.join(', ')})` : '',
      ` SERVER ${ident(attributes.server)}`,
      createOptions(attributes),
    ].join('');
    return [
      { sql, hazards: hiddenHazards(object.id, null, attributes) },
      ...columns.flatMap((column) => columnExtras(column, context)),
      ...(isPartition ? [attach(object)] : []),
    ];
  },

  drop: ({ id, schema, name }, context) => [
    {
      sql: `DROP FOREIGN TABLE${ifExists(context)} ${qualified(schema, name)}`,
      hazards: [hazard('BREAKS_CLIENTS', id, 'queries that use it fail; its rows stay on the foreign server')],
    },
  ],

  alter(target, goal, changes) {
    const { attributes: from } = target;
    const { attributes: to } = goal;
    const becomesPartition = (from.partition_bound === null) !== (to.partition_bound === null);
    if (becomesPartition || from.server !== to.server) return 'replace';
    const alter = `ALTER FOREIGN TABLE ${qualified(goal.schema, goal.name)}`;
    const statements: Statement[] = [];
    const options = alterOptions(from, to);
    if (options !== '')
      statements.push({ sql: `${alter}${options}`, once: true, hazards: hiddenHazards(goal.id, from, to) });
    if (to.partition_bound === null) {
      for (const parent of from.inherits.filter((each) => !to.inherits.includes(each))) {
        statements.push({ sql: `${alter} NO INHERIT ${parent}`, once: true });
      }
      for (const parent of to.inherits.filter((each) => !from.inherits.includes(each))) {
        statements.push({ sql: `${alter} INHERIT ${parent}`, once: true });
      }
    } else if (changes.some(({ attribute }) => attribute === 'partition_bound' || attribute === 'inherits')) {
      statements.push({
        sql: `ALTER TABLE ${from.inherits.join()} DETACH PARTITION ${qualified(goal.schema, goal.name)}`,
        once: true,
      });
      statements.push(attach(goal));
    }
    return { statements };
  },

  verify: ({ schema, name, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_foreign_table f JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver ` +
    `JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid ` +
    `WHERE f.ftrelid = pg_catalog.to_regclass(${literal(qualified(schema, name))}) AND s.srvname = ${literal(attributes.server)} ` +
    `AND ${hasOptions('f.ftoptions', attributes)} AND ${hasPlace(attributes)})`,
};

function attach(object: CatalogObject<ForeignTableAttributes>): Statement {
  const { inherits, partition_bound: bound } = object.attributes;
  return {
    sql: `ALTER TABLE ${inherits.join()} ATTACH PARTITION ${qualified(object.schema, object.name)} ${bound ?? ''}`,
    once: true,
    requires: object.parents,
    later: true,
    provides: attached(object.id),
  };
}
