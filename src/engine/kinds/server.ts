import { aclSql, readGrants, type Grants } from '../grants';
import type { Kind, Statement } from '../kind';
import { ident, literal } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import {
  alterOptions,
  createOptions,
  foreignOptionsSql,
  hasOptions,
  hiddenHazards,
  readForeignOptions,
  type ForeignOptions,
} from './shared/foreign-options';
import { ifExists, ifNotExists } from './shared/run-again';

interface ServerAttributes extends ForeignOptions {
  readonly owner: string;
  readonly grants: Grants;
  readonly wrapper: string;
  readonly type: string | null;
  readonly version: string | null;
}

export const server: Kind<ServerAttributes> = {
  name: 'server',
  label: { one: 'server', many: 'servers' },
  catalog: 'pg_foreign_server',

  seldom: true,
  query: () => `
    SELECT s.oid, 0, s.srvname, pg_catalog.pg_get_userbyid(s.srvowner), ${aclSql('s.srvacl', 'S', 's.srvowner')}, w.fdwname, s.srvtype, s.srvversion, ${foreignOptionsSql('s.srvoptions')}
    FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
    WHERE s.oid >= ${FIRST_USER_OID}`,

  read(row) {
    const name = text(row, 2);
    const owner = text(row, 3);
    return {
      id: objectId('server', [name]),
      kind: 'server',
      schema: null,
      name,
      parents: [],
      attributes: {
        owner,
        grants: readGrants(row[4], row[5], owner),
        wrapper: text(row, 6),
        type: row[7] ?? null,
        version: row[8] ?? null,
        ...readForeignOptions(text(row, 9)),
      },
      facts: {},
    };
  },

  address: ({ name }) => `SERVER ${ident(name)}`,
  grantClause: ({ name }, privileges) => `${privileges.join(', ')} ON FOREIGN SERVER ${ident(name)}`,
  claims: ({ name }) => [`server ${ident(name)}`],

  create: ({ id, name, attributes }, context) => {
    const { type, version, wrapper } = attributes;
    return [
      {
        sql: [
          `CREATE SERVER${ifNotExists(context)} ${ident(name)}`,
          type === null ? '' : ` TYPE ${literal(type)}`,
          version === null ? '' : ` VERSION ${literal(version)}`,
          ` FOREIGN DATA WRAPPER ${ident(wrapper)}`,
          createOptions(attributes),
        ].join(''),
        hazards: hiddenHazards(id, null, attributes),
      },
    ];
  },
  drop: ({ name }, context) => [{ sql: `DROP SERVER${ifExists(context)} ${ident(name)}` }],

  // There is an ALTER for a version, not for none.
  alter(target, goal, changes) {
    const changed = new Set(changes.map(({ attribute }) => attribute));
    const { version } = goal.attributes;
    if (changed.has('wrapper') || changed.has('type') || (changed.has('version') && version === null)) return 'replace';
    const alter = `ALTER SERVER ${ident(goal.name)}`;
    const statements: Statement[] = [];
    if (changed.has('version') && version !== null) statements.push({ sql: `${alter} VERSION ${literal(version)}` });
    const options = alterOptions(target.attributes, goal.attributes);
    if (options !== '') {
      statements.push({
        sql: `${alter}${options}`,
        once: true,
        hazards: hiddenHazards(goal.id, target.attributes, goal.attributes),
      });
    }
    return { statements };
  },

  verify: ({ name, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw ` +
    `WHERE s.srvname = ${literal(name)} AND w.fdwname = ${literal(attributes.wrapper)} ` +
    `AND COALESCE(s.srvversion, '') = ${literal(attributes.version ?? '')} AND ${hasOptions('s.srvoptions', attributes)})`,
};
