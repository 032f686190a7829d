import { hazard } from '../hazards';
import type { Kind } from '../kind';
import type { Attributes, CatalogObject, Hazard } from '../model';
import { ident, literal } from '../quote';
import { roleId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { ifExists } from './shared/run-again';

/** The password is not among them: it is never read. */
interface RoleAttributes extends Attributes {
  readonly superuser: boolean;
  readonly inherit: boolean;
  readonly create_role: boolean;
  readonly create_database: boolean;
  readonly login: boolean;
  readonly replication: boolean;
  readonly bypass_rls: boolean;
  /** -1 for no limit. */
  readonly connection_limit: number;
  readonly valid_until: string | null;
  readonly comment: string | null;
}

/** What CREATE ROLE calls the attributes that are true or false. */
const FLAGS = {
  superuser: 'SUPERUSER',
  inherit: 'INHERIT',
  create_role: 'CREATEROLE',
  create_database: 'CREATEDB',
  login: 'LOGIN',
  replication: 'REPLICATION',
  bypass_rls: 'BYPASSRLS',
} as const;

/** What CREATE ROLE makes by itself. */
const USUAL: RoleAttributes = {
  superuser: false,
  inherit: true,
  create_role: false,
  create_database: false,
  login: false,
  replication: false,
  bypass_rls: false,
  connection_limit: -1,
  valid_until: null,
  comment: null,
};

export const role: Kind<RoleAttributes> = {
  name: 'role',
  label: { one: 'role', many: 'roles' },
  catalog: 'pg_authid',
  clusterWide: true,
  roles: ({ name }) => [name],

  // The first superuser has an oid below those of users, as the predefined roles have.
  query: () => `
    SELECT r.oid, 0, r.rolname, pg_catalog.json_build_object(
      'superuser', r.rolsuper, 'inherit', r.rolinherit, 'create_role', r.rolcreaterole,
      'create_database', r.rolcreatedb, 'login', r.rolcanlogin, 'replication', r.rolreplication,
      'bypass_rls', r.rolbypassrls, 'connection_limit', r.rolconnlimit,
      'valid_until', CASE WHEN r.rolvaliduntil = 'infinity' THEN 'infinity'
        ELSE pg_catalog.to_char(r.rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00' END,
      'comment', pg_catalog.shobj_description(r.oid, 'pg_authid')),
      (SELECT pg_catalog.json_agg(DISTINCT COALESCE('database ' || d.datname,
          pg_catalog.pg_describe_object(s.classid, s.objid, s.objsubid)))
        FROM pg_catalog.pg_shdepend s LEFT JOIN pg_catalog.pg_database d ON d.oid = s.dbid
        WHERE s.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND s.refobjid = r.oid
          AND d.datname IS DISTINCT FROM pg_catalog.current_database()
          AND s.classid <> 'pg_catalog.pg_auth_members'::pg_catalog.regclass)
    FROM pg_catalog.pg_roles r WHERE r.oid >= ${FIRST_USER_OID}`,

  read(row) {
    const name = text(row, 2);
    return {
      id: roleId(name),
      kind: 'role',
      schema: null,
      name,
      parents: [],
      attributes: JSON.parse(text(row, 3)) as RoleAttributes,
      facts: { used_elsewhere: JSON.parse(row[4] ?? '[]') as string[] },
    };
  },

  address: ({ name }) => `ROLE ${ident(name)}`,
  claims: ({ name }) => [`role ${ident(name)}`],

  create: (object) => [
    {
      sql: `CREATE ROLE ${ident(object.name)}${options(USUAL, object.attributes)}`,
      once: true,
      hazards: [
        hazard('CHANGES_ACCESS', object.id, 'a role for the whole server'),
        ...passwordHazards(object, object.attributes.login),
      ],
    },
  ],

  drop: ({ id, name, facts }, context) => {
    const elsewhere = facts.used_elsewhere as readonly string[];
    const hazards = [hazard('CHANGES_ACCESS', id, 'goes from the whole server')];
    if (elsewhere.length > 0) {
      const message = `is used by ${elsewhere.join(', ')}: run REASSIGN OWNED or DROP OWNED there before`;
      hazards.push(hazard('NEEDS_PERSON', id, message));
    }
    return [{ sql: `DROP ROLE${ifExists(context)} ${ident(name)}`, hazards }];
  },

  alter: (target, goal) => ({
    statements: [
      {
        sql: `ALTER ROLE ${ident(goal.name)}${options(target.attributes, goal.attributes)}`,
        hazards: [
          hazard('CHANGES_ACCESS', goal.id, 'changes what the role may do on the whole server'),
          ...passwordHazards(goal, goal.attributes.login && !target.attributes.login),
        ],
      },
    ],
  }),

  verify: ({ name, attributes }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ${literal(name)} ` +
    `AND rolsuper = ${String(attributes.superuser)} AND rolinherit = ${String(attributes.inherit)} ` +
    `AND rolcreaterole = ${String(attributes.create_role)} AND rolcreatedb = ${String(attributes.create_database)} ` +
    `AND rolcanlogin = ${String(attributes.login)} AND rolreplication = ${String(attributes.replication)} ` +
    `AND rolbypassrls = ${String(attributes.bypass_rls)} AND rolconnlimit = ${attributes.connection_limit})`,
};

/** ` LOGIN CREATEDB …`: what has to be said to get from one to the other. */
function options(from: RoleAttributes, to: RoleAttributes): string {
  const list: string[] = [];
  for (const name of Object.keys(FLAGS) as (keyof typeof FLAGS)[]) {
    if (from[name] !== to[name]) list.push(`${to[name] ? '' : 'NO'}${FLAGS[name]}`);
  }
  if (from.connection_limit !== to.connection_limit) list.push(`CONNECTION LIMIT ${to.connection_limit}`);
  if (from.valid_until !== to.valid_until) list.push(`VALID UNTIL ${literal(to.valid_until ?? 'infinity')}`);
  return list.map((each) => ` ${each}`).join('');
}

function passwordHazards({ id }: CatalogObject, canLogIn: boolean): readonly Hazard[] {
  return canLogIn ? [hazard('NEEDS_PERSON', id, 'its password was not read: set it with \\password in psql')] : [];
}
