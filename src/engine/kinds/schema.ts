import { aclSql, readGrants, type Grants } from '../grants';
import type { Kind } from '../kind';
import type { Attributes } from '../model';
import { ident, literal } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID, PUBLIC_SCHEMA_OID } from '../system-catalogs';
import { ifExists, ifNotExists } from './shared/run-again';

interface SchemaAttributes extends Attributes {
  readonly owner: string;
  readonly grants: Grants;
}

export const schema: Kind<SchemaAttributes> = {
  name: 'schema',
  label: { one: 'schema', many: 'schemas' },
  catalog: 'pg_namespace',
  defaultPrivileges: 'SCHEMAS',

  query: () => `
    SELECT n.oid, 0, n.nspname, pg_catalog.pg_get_userbyid(n.nspowner), ${aclSql('n.nspacl', 'n', 'n.nspowner')}
    FROM pg_catalog.pg_namespace n
    WHERE (n.oid >= ${FIRST_USER_OID} OR n.oid = ${PUBLIC_SCHEMA_OID}) AND n.nspname !~ '^pg_(temp|toast)'`,

  read(row) {
    const name = text(row, 2);
    const owner = text(row, 3);
    return {
      id: objectId('schema', [name]),
      kind: 'schema',
      schema: null,
      name,
      parents: [],
      attributes: { owner, grants: readGrants(row[4], row[5], owner) },
      facts: {},
    };
  },

  address: ({ name }) => `SCHEMA ${ident(name)}`,
  claims: ({ name }) => [`schema ${name}`],
  create: ({ name }, context) => [{ sql: `CREATE SCHEMA${ifNotExists(context)} ${ident(name)}` }],
  drop: ({ name }, context) => [{ sql: `DROP SCHEMA${ifExists(context)} ${ident(name)}` }],
  alter: () => ({ statements: [] }),
  verify: ({ name }) => `EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = ${literal(name)})`,
};
