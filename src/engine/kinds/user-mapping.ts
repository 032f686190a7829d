import { missingRoleHazards } from '../hazards';
import type { Kind } from '../kind';
import type { CatalogObject } from '../model';
import { ident, literal } from '../quote';
import { flag, objectId, text } from '../reader';
import {
  alterOptions,
  createOptions,
  hiddenHazards,
  readForeignOptions,
  userMappingOptionsSql,
  type ForeignOptions,
} from './shared/foreign-options';
import { ifExists, ifNotExists } from './shared/run-again';

interface UserMappingAttributes extends ForeignOptions {
  readonly server: string;
  /** PUBLIC for the mapping of everyone who has none. */
  readonly user: string;
}

export const userMapping: Kind<UserMappingAttributes> = {
  name: 'user_mapping',
  label: { one: 'user mapping', many: 'user mappings' },
  catalog: 'pg_user_mapping',
  roles: ({ attributes }) => [attributes.user],

  seldom: 'pg_catalog.pg_foreign_server',
  // The table behind the view is closed to ordinary roles; the view shows options to those who may see them.
  query: () => `
    SELECT m.umid, 0, m.srvname, CASE WHEN m.umuser <> 0 THEN m.usename END, m.umuser <> 0,
      ${userMappingOptionsSql('m.umoptions')},
      m.umoptions IS NOT NULL OR (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = current_user)
        OR CASE WHEN m.umuser = 0 THEN pg_catalog.pg_has_role(s.srvowner, 'USAGE')
          ELSE m.usename = current_user AND (pg_catalog.pg_has_role(s.srvowner, 'USAGE')
            OR pg_catalog.has_server_privilege(m.srvid, 'USAGE')) END
    FROM pg_catalog.pg_user_mappings m JOIN pg_catalog.pg_foreign_server s ON s.oid = m.srvid`,

  read(row, reader) {
    const server = text(row, 2);
    const user = flag(row, 4) ? text(row, 3) : 'PUBLIC';
    if (!flag(row, 6)) {
      reader.noteUnread('user_mapping', 'the role may not see the options of other roles');
    }
    return {
      id: objectId('user_mapping', [server, user]),
      kind: 'user_mapping',
      schema: null,
      name: `${user} on ${server}`,
      parents: [],
      attributes: { server, user, ...readForeignOptions(text(row, 5)) },
      facts: { readable: flag(row, 6) },
    };
  },

  address: (object) => `USER MAPPING ${mapping(object)}`,
  claims: (object) => [`user mapping ${mapping(object)}`],

  create: (object, context) => {
    const { user } = object.attributes;
    const hazards = [
      ...hiddenHazards(object.id, null, object.attributes),
      ...(user === 'PUBLIC' ? [] : missingRoleHazards(user, object.id, context)),
    ];
    return [
      {
        sql: `CREATE USER MAPPING${ifNotExists(context)} ${mapping(object)}${createOptions(object.attributes)}`,
        hazards,
      },
    ];
  },
  drop: (object, context) => [{ sql: `DROP USER MAPPING${ifExists(context)} ${mapping(object)}` }],

  // Options that were not read cannot be brought from one state to another.
  alter(target, goal) {
    if (target.facts.readable !== true || goal.facts.readable !== true) return { statements: [] };
    return {
      statements: [
        {
          sql: `ALTER USER MAPPING ${mapping(goal)}${alterOptions(target.attributes, goal.attributes)}`,
          once: true,
          hazards: hiddenHazards(goal.id, target.attributes, goal.attributes),
        },
      ],
    };
  },

  verify: ({ attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_user_mappings WHERE srvname = ${literal(attributes.server)} ` +
    `AND ${attributes.user === 'PUBLIC' ? 'umuser = 0' : `usename = ${literal(attributes.user)} AND umuser <> 0`})`,
};

function mapping({ attributes }: CatalogObject<UserMappingAttributes>): string {
  const user = attributes.user === 'PUBLIC' ? 'PUBLIC' : ident(attributes.user);
  return `FOR ${user} SERVER ${ident(attributes.server)}`;
}
