import { hazard } from '../hazards';
import type { Kind, Statement } from '../kind';
import { textOf, type Attributes, type CatalogObject, type Change } from '../model';
import { ident, literal } from '../quote';
import { flag, objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';

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

  query: () => `
    SELECT e.oid, 0, e.extname, n.nspname, e.extversion, e.extrelocatable
    FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
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
      facts: { relocatable: flag(row, 5) },
    };
  },

  address: ({ name }) => `EXTENSION ${ident(name)}`,
  claims: ({ name }) => [`extension ${name}`],

  // The version stays open: a server offers the one that it has.
  create: ({ name, attributes }) => [
    { sql: `CREATE EXTENSION IF NOT EXISTS ${ident(name)} WITH SCHEMA ${ident(attributes.in_schema)}` },
  ],

  drop: ({ id, name }) => [
    { sql: `DROP EXTENSION ${ident(name)}`, hazards: [hazard('BREAKS_CLIENTS', id, 'its functions and types go')] },
  ],

  alter(target, goal, changes) {
    const moves = changes.some(({ attribute }) => attribute === 'in_schema');
    if (moves && target.facts.relocatable !== true) return 'replace';
    return { statements: changes.map((change) => alteration(goal, change)) };
  },

  verify: ({ name, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_extension e WHERE e.extname = ${literal(name)} ` +
    `AND e.extnamespace = pg_catalog.to_regnamespace(${literal(ident(attributes.in_schema))}))`,
};

function alteration({ id, name, attributes }: CatalogObject<ExtensionAttributes>, change: Change): Statement {
  if (change.attribute === 'in_schema') {
    return { sql: `ALTER EXTENSION ${ident(name)} SET SCHEMA ${ident(attributes.in_schema)}` };
  }
  return {
    sql: `ALTER EXTENSION ${ident(name)} UPDATE TO ${literal(textOf(change.source))}`,
    hazards: [hazard('UPDATES_EXTENSION', id, `updates to version ${textOf(change.source)}`)],
  };
}
