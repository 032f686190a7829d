import { hazard } from '../hazards';
import type { Kind } from '../kind';
import type { Attributes } from '../model';
import { ident, literal } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';

interface ExtensionAttributes extends Attributes {
  readonly in_schema: string;
  readonly version: string;
}

export const extension: Kind<ExtensionAttributes> = {
  name: 'extension',
  label: { one: 'extension', many: 'extensions' },
  catalog: 'pg_extension',

  query: () => `
    SELECT e.oid, 0, e.extname, n.nspname, e.extversion
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
      facts: {},
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

  alter: (_target, goal, changes) => ({
    statements: changes.map(({ attribute }) =>
      attribute === 'in_schema'
        ? { sql: `ALTER EXTENSION ${ident(goal.name)} SET SCHEMA ${ident(goal.attributes.in_schema)}` }
        : {
            sql: `ALTER EXTENSION ${ident(goal.name)} UPDATE TO ${literal(goal.attributes.version)}`,
            hazards: [hazard('UPDATES_EXTENSION', goal.id, `updates to version ${goal.attributes.version}`)],
          },
    ),
  }),

  verify: ({ name }) => `EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = ${literal(name)})`,
};
