import { readAddedGrants, readGrants, PUBLIC, type Grants } from '../grants';
import { hazard } from '../hazards';
import type { Kind, Statement } from '../kind';
import type { Attributes, CatalogObject } from '../model';
import { ident, literal } from '../quote';
import { objectId, text } from '../reader';

interface DefaultPrivilegeAttributes extends Attributes {
  readonly role: string;
  /** TABLES, SEQUENCES, FUNCTIONS, TYPES, SCHEMAS or, from PostgreSQL 18 on, LARGE OBJECTS. */
  readonly for_objects: string;
  readonly entries: Grants;
}

const OBJECT_TYPES: Readonly<Record<string, string>> = {
  r: 'TABLES',
  S: 'SEQUENCES',
  f: 'FUNCTIONS',
  T: 'TYPES',
  n: 'SCHEMAS',
  L: 'LARGE OBJECTS',
};

/** What PUBLIC has by itself, which a global entry may take away. */
const PUBLIC_DEFAULT: Readonly<Record<string, readonly string[]>> = { FUNCTIONS: ['EXECUTE'], TYPES: ['USAGE'] };

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
  create: (object) => changes(object, {}, object.attributes.entries),
  drop: (object) => changes(object, object.attributes.entries, {}),
  alter: (target, goal) => ({ statements: changes(goal, target.attributes.entries, goal.attributes.entries) }),
  verify: ({ schema, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_default_acl WHERE defaclrole = ${literal(ident(attributes.role))}::pg_catalog.regrole ` +
    `AND defaclobjtype = ${literal(Object.keys(OBJECT_TYPES).find((letter) => OBJECT_TYPES[letter] === attributes.for_objects) ?? '')} ` +
    `AND defaclnamespace = ${schema === null ? '0' : `pg_catalog.to_regnamespace(${literal(ident(schema))})`})`,
};

function changes(object: CatalogObject<DefaultPrivilegeAttributes>, from: Grants, to: Grants): Statement[] {
  const { role, for_objects: what } = object.attributes;
  const place = object.schema === null ? '' : ` IN SCHEMA ${ident(object.schema)}`;
  const alter = `ALTER DEFAULT PRIVILEGES FOR ROLE ${ident(role)}${place}`;
  const hazards = [
    hazard('CHANGES_ACCESS', object.id, `changes who may use ${what.toLowerCase()} created from now on`),
  ];
  const statements: Statement[] = [];
  for (const grantee of [...new Set([...Object.keys(from), ...Object.keys(to)])].sort()) {
    const usual =
      object.schema !== null
        ? []
        : grantee === PUBLIC
          ? (PUBLIC_DEFAULT[what] ?? [])
          : grantee === 'OWNER'
            ? ['ALL']
            : [];
    const has = from[grantee] ?? usual;
    const wants = to[grantee] ?? usual;
    const name = grantee === PUBLIC ? 'PUBLIC' : ident(grantee === 'OWNER' ? role : grantee);
    if (has.join() === wants.join()) continue;
    // Everything goes and what is wanted comes: short, and right for ALL and grant options alike.
    if (has.length > 0) statements.push({ sql: `${alter} REVOKE ALL ON ${what} FROM ${name}`, hazards });
    const plain = wants.filter((privilege) => !privilege.endsWith('*'));
    const grantable = wants.filter((privilege) => privilege.endsWith('*')).map((privilege) => privilege.slice(0, -1));
    if (plain.length > 0) statements.push({ sql: `${alter} GRANT ${plain.join(', ')} ON ${what} TO ${name}`, hazards });
    if (grantable.length > 0) {
      statements.push({
        sql: `${alter} GRANT ${grantable.join(', ')} ON ${what} TO ${name} WITH GRANT OPTION`,
        hazards,
      });
    }
  }
  return statements;
}
