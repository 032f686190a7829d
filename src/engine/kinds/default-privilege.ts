import { readAddedGrants, readGrants } from '../grants';
import type { Kind } from '../kind';
import { ident, literal } from '../quote';
import { objectId, text } from '../reader';
import { defaultPrivilegeChanges, type DefaultPrivilegeAttributes } from './shared/default-privileges';

const OBJECT_TYPES: Readonly<Record<string, string>> = {
  r: 'TABLES',
  S: 'SEQUENCES',
  f: 'FUNCTIONS',
  T: 'TYPES',
  n: 'SCHEMAS',
  L: 'LARGE OBJECTS',
};

export const defaultPrivilege: Kind<DefaultPrivilegeAttributes> = {
  name: 'default_privilege',
  label: { one: 'default privilege', many: 'default privileges' },
  catalog: 'pg_default_acl',
  grantLists: ['entries'],
  afterAll: true,
  roles: ({ attributes }) => [attributes.role, ...Object.keys(attributes.entries)],

  seldom: 'pg_catalog.pg_default_acl',
  // Within a schema the entries come on top of the global ones, so the default to compare with is nothing.
  query: () => `
    SELECT d.oid, 0, pg_catalog.pg_get_userbyid(d.defaclrole), d.defaclnamespace, d.defaclobjtype, d.defaclacl,
      pg_catalog.acldefault(CASE WHEN d.defaclobjtype = 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)
    FROM pg_catalog.pg_default_acl d WHERE d.defaclobjtype IN ('r', 'S', 'f', 'T', 'n', 'L')`,

  read(row, reader) {
    const role = text(row, 2);
    const schema = row[3] === '0' ? null : reader.find('pg_namespace', row[3])?.name;
    if (schema === undefined) return null;
    const what = OBJECT_TYPES[text(row, 4)] ?? '';
    return {
      id: objectId('default_privilege', [role, ...(schema === null ? [] : [schema]), what.toLowerCase()]),
      kind: 'default_privilege',
      schema,
      name: `${role} ${what.toLowerCase()}`,
      parents: [],
      attributes: {
        role,
        for_objects: what,
        entries: (schema === null ? readGrants : readAddedGrants)(text(row, 5), text(row, 6), role),
      },
      facts: {},
    };
  },

  address: ({ name }) => `DEFAULT PRIVILEGES ${name}`,
  create: (object) => defaultPrivilegeChanges(object, {}, object.attributes.entries),
  drop: (object) => defaultPrivilegeChanges(object, object.attributes.entries, {}),
  alter: (target, goal) => ({
    statements: defaultPrivilegeChanges(goal, target.attributes.entries, goal.attributes.entries),
  }),
  verify: ({ schema, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_default_acl WHERE defaclrole = ${literal(ident(attributes.role))}::pg_catalog.regrole ` +
    `AND defaclobjtype = ${literal(Object.keys(OBJECT_TYPES).find((letter) => OBJECT_TYPES[letter] === attributes.for_objects) ?? '')} ` +
    `AND defaclnamespace = ${schema === null ? '0' : `pg_catalog.to_regnamespace(${literal(ident(schema))})`})`,
};
