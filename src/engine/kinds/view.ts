import { aclSql, readGrants, type Grants } from '../grants';
import { hazard } from '../hazards';
import type { Kind } from '../kind';
import { textOf, type Attributes, type CatalogObject } from '../model';
import { literal, qualified } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { optionChanges, readOptions, relationClaims, relationExists, withOptions } from './shared/relations';
import { createOrReplace, ifExists } from './shared/run-again';

interface ViewAttributes extends Attributes {
  readonly owner: string;
  readonly grants: Grants;
  readonly definition: string;
  /** security_invoker, security_barrier, check_option. */
  readonly options: Readonly<Record<string, string>>;
}

export const view: Kind<ViewAttributes> = {
  name: 'view',
  label: { one: 'view', many: 'views' },
  catalog: 'pg_class',
  isDerived: true,
  defaultPrivileges: 'TABLES',
  meansTheSame: { definition: (a, b, isSameQuery) => isSameQuery(textOf(a), textOf(b)) },

  query: () => `
    SELECT c.oid, 0, c.relnamespace, c.relname, pg_catalog.pg_get_userbyid(c.relowner), ${aclSql('c.relacl', 'r', 'c.relowner')}, c.reloptions, pg_catalog.pg_get_viewdef(c.oid),
      (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod))
         ORDER BY a.attnum) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0),
      r.oid, c.reltype, (SELECT y.typarray FROM pg_catalog.pg_type y WHERE y.oid = c.reltype)
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid AND r.rulename = '_RETURN'
    WHERE c.relkind = 'v' AND c.oid >= ${FIRST_USER_OID} AND c.relpersistence <> 't'`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    const owner = text(row, 4);
    const id = objectId('view', [schema, name]);
    reader.alias('pg_rewrite', row[10], id);
    reader.alias('pg_type', row[11], id);
    reader.alias('pg_type', row[12], id);
    return {
      id,
      kind: 'view',
      schema,
      name,
      parents: [],
      attributes: {
        owner,
        grants: readGrants(row[5], row[6], owner),
        definition: text(row, 8),
        options: readOptions(row[7]),
      },
      facts: { columns: JSON.parse(row[9] ?? '[]') as [string, string][] },
    };
  },

  address: ({ schema, name }) => `VIEW ${qualified(schema, name)}`,
  grantClause: ({ schema, name }, privileges) => `${privileges.join(', ')} ON TABLE ${qualified(schema, name)}`,
  claims: relationClaims,
  rename: { why: 'the same definition' },
  absorbs: (_object, child) => child.kind === 'column',

  // Its rows may hold rows of what it reads, whole.
  contains: () => 'in a type',

  create: (object, context) => [{ sql: viewSql(object, `${createOrReplace(context)} VIEW`) }],
  drop: ({ id, schema, name }, context) => [
    {
      sql: `DROP VIEW${ifExists(context)} ${qualified(schema, name)}`,
      hazards: [hazard('BREAKS_CLIENTS', id, 'queries that read the view fail')],
    },
  ],

  alter(target, goal, changes) {
    if (changes.some(({ attribute }) => attribute === 'definition')) {
      return keepsColumns(target, goal)
        ? { statements: [{ sql: viewSql(goal, 'CREATE OR REPLACE VIEW') }] }
        : 'replace';
    }
    return {
      statements: optionChanges(target.attributes.options, goal.attributes.options).map((change) => ({
        sql: `ALTER VIEW ${qualified(goal.schema, goal.name)} ${change}`,
        hazards: [hazard('CHANGES_ACCESS', goal.id, 'changes whose rights the view uses')],
      })),
    };
  },

  verify: (object) =>
    relationExists(object, "'v'", ` AND pg_catalog.pg_get_viewdef(c.oid) = ${literal(object.attributes.definition)}`),
};

function viewSql(object: CatalogObject<ViewAttributes>, create: string): string {
  const { attributes } = object;
  const body = attributes.definition.replace(/;\s*$/, '');
  return `${create} ${qualified(object.schema, object.name)}${withOptions(attributes.options)} AS\n${body}`;
}

/** CREATE OR REPLACE VIEW can add columns behind the old ones and nothing else. */
function keepsColumns(target: CatalogObject, goal: CatalogObject): boolean {
  const has = target.facts.columns as readonly (readonly string[])[];
  const wants = goal.facts.columns as readonly (readonly string[])[];
  return has.every((column, at) => column.join('\0') === wants[at]?.join('\0'));
}
