import { hazard } from '../hazards';
import type { Kind, PlanContext, Statement } from '../kind';
import { textOf, type Attributes, type CatalogObject, type Change, type ObjectId } from '../model';
import { ident, literal } from '../quote';
import { flag, objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { withoutDefaultPrivileges } from './shared/default-privileges';
import { ifExists } from './shared/run-again';

interface ExtensionAttributes extends Attributes {
  readonly in_schema: string;
  /** Null where any will do: what CREATE EXTENSION without VERSION says. */
  readonly version: string | null;
}

export const extension: Kind<ExtensionAttributes> = {
  name: 'extension',
  label: { one: 'extension', many: 'extensions' },
  catalog: 'pg_extension',
  open: ['version'],
  // Each server has versions of its own.
  meansTheSame: { version: () => true },

  // Which versions a server offers it reads from files.
  seldom: true,
  query: () => `
    SELECT e.oid, 0, e.extname, n.nspname, e.extversion, e.extrelocatable, a.default_version,
      EXISTS (SELECT FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class t ON t.oid = d.objid AND t.relkind IN ('r', 'p')
        WHERE d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.refobjid = e.oid
          AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'e')
    FROM pg_catalog.pg_extension e
    LEFT JOIN pg_catalog.pg_available_extensions() a ON a.name = e.extname JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
    WHERE e.oid >= ${FIRST_USER_OID}`,

  read(row) {
    const name = text(row, 2);
    return {
      id: objectId('extension', [name]),
      kind: 'extension',
      schema: null,
      name,
      parents: [],
      attributes: { in_schema: text(row, 3), version: text(row, 4) },
      facts: { relocatable: flag(row, 5), default_version: row[6] ?? null, has_tables: flag(row, 7) },
    };
  },

  address: ({ name }) => `EXTENSION ${ident(name)}`,
  claims: ({ name }) => [`extension ${name}`],

  // The version that a server offers by itself stays open: another server has another.
  create({ name, attributes: { in_schema: schema, version }, facts }, context) {
    const sql =
      `CREATE EXTENSION IF NOT EXISTS ${ident(name)} WITH SCHEMA ${ident(schema)}` +
      (version === null || version === facts.default_version ? '' : ` VERSION ${literal(version)}`);
    return withoutDefaultPrivileges(schema, { sql }, context);
  },

  drop: ({ id, name, facts }, context) => [
    {
      sql: `DROP EXTENSION${ifExists(context)} ${ident(name)}`,
      hazards: [
        hazard('BREAKS_CLIENTS', id, 'its functions and types go'),
        ...(facts.has_tables === true ? [hazard('DELETES_DATA', id, 'what its own tables hold goes')] : []),
      ],
    },
  ],

  // Extensions seldom come with a way back to an older version.
  alter(target, goal, changes, context) {
    const moves = changes.some(({ attribute }) => attribute === 'in_schema');
    if (moves && target.facts.relocatable !== true) return 'replace';
    const goesBack = isOlder(goal.attributes.version, target.attributes.version);
    if (goesBack && !isUsed(target.id, context)) return 'replace';
    return { statements: changes.flatMap((change) => alteration(goal, change, context)) };
  },

  verify: ({ name, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_extension e WHERE e.extname = ${literal(name)} ` +
    `AND e.extnamespace = pg_catalog.to_regnamespace(${literal(ident(attributes.in_schema))}))`,
};

function isOlder(version: string | null, than: string | null): boolean {
  return version !== null && than !== null && version.localeCompare(than, 'en', { numeric: true }) < 0;
}

/** Whether anything stands on the extension, which cannot go then. */
function isUsed(id: ObjectId, { target }: PlanContext): boolean {
  return [...target.dependencies.values()].some((on) => on.includes(id));
}

function alteration(
  { id, name, attributes: { in_schema: schema } }: CatalogObject<ExtensionAttributes>,
  change: Change,
  context: PlanContext,
): readonly Statement[] {
  if (change.attribute === 'in_schema') {
    return [{ sql: `ALTER EXTENSION ${ident(name)} SET SCHEMA ${ident(schema)}` }];
  }
  const update: Statement = {
    sql: `ALTER EXTENSION ${ident(name)} UPDATE TO ${literal(textOf(change.source))}`,
    hazards: [hazard('UPDATES_EXTENSION', id, `updates to version ${textOf(change.source)}`)],
  };
  return withoutDefaultPrivileges(schema, update, context);
}
