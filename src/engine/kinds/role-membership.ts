import { hazard } from '../hazards';
import type { Kind, PlanContext, Statement } from '../kind';
import { textOf, type Attributes, type CatalogObject } from '../model';
import { ident, literal } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';

interface MembershipAttributes extends Attributes {
  readonly admin: boolean;
  /** From PostgreSQL 16 on, as `set` is. */
  readonly inherit: boolean;
  readonly set: boolean;
}

type Membership = CatalogObject<MembershipAttributes>;

/** From 16 on the options belong to the membership, and several roles may have granted the same one. */
const OPTIONS_VERSION = 160000;

export const roleMembership: Kind<MembershipAttributes> = {
  name: 'role_membership',
  label: { one: 'role membership', many: 'role memberships' },
  catalog: 'pg_auth_members',
  clusterWide: true,
  since: { inherit: OPTIONS_VERSION, set: OPTIONS_VERSION },
  roles: (object) => [groupOf(object), memberOf(object), ...grantorsOf(object)],

  seldom: `pg_catalog.pg_auth_members m WHERE m.roleid >= ${FIRST_USER_OID} OR m.member >= ${FIRST_USER_OID}`,
  // What a superuser grants is granted by the first superuser: that one is called differently from server to server.
  query: (version) => `
    SELECT m.roleid, m.member::text || '/' || m.grantor, g.rolname, u.rolname,
      ${version >= OPTIONS_VERSION ? `CASE WHEN m.grantor >= ${FIRST_USER_OID} THEN b.rolname END` : 'NULL'}, pg_catalog.json_build_object('admin', m.admin_option,
      ${version >= OPTIONS_VERSION ? "'inherit', m.inherit_option, 'set', m.set_option" : "'inherit', u.rolinherit, 'set', true"})
    FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles g ON g.oid = m.roleid
    JOIN pg_catalog.pg_roles u ON u.oid = m.member LEFT JOIN pg_catalog.pg_roles b ON b.oid = m.grantor
    WHERE m.roleid >= ${FIRST_USER_OID} OR m.member >= ${FIRST_USER_OID}`,

  read(row) {
    const [group, member] = [text(row, 2), text(row, 3)];
    const grantor = row[4] ?? null;
    return {
      id: membershipId(group, member, grantor),
      kind: 'role_membership',
      schema: null,
      name: `${member} in ${group}`,
      parents: [],
      attributes: JSON.parse(text(row, 5)) as MembershipAttributes,
      facts: { group, member, grantor },
    };
  },

  address: ({ name }) => `ROLE MEMBERSHIP ${name}`,
  create: (object, context) => [grant(object, context)],

  drop: (object) => [
    {
      sql: `REVOKE ${ident(groupOf(object))} FROM ${ident(memberOf(object))}${grantedBy(object)}`,
      hazards: [accessHazard(object)],
      before: grantorsOf(object).map((grantor) => membershipId(groupOf(object), grantor, null)),
    },
  ],

  alter(target, goal, _changes, context) {
    if (context.target.server.version >= OPTIONS_VERSION || goal.attributes.admin) {
      return { statements: [grant(goal, context)] };
    }
    return {
      statements: [
        {
          sql: `REVOKE ADMIN OPTION FOR ${ident(groupOf(target))} FROM ${ident(memberOf(target))}`,
          hazards: [accessHazard(goal)],
        },
      ],
    };
  },

  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles g ON g.oid = m.roleid ` +
    `JOIN pg_catalog.pg_roles u ON u.oid = m.member WHERE g.rolname = ${literal(groupOf(object))} ` +
    `AND u.rolname = ${literal(memberOf(object))} AND m.admin_option = ${String(object.attributes.admin)})`,
};

function membershipId(group: string, member: string, grantor: string | null): string {
  return objectId('role_membership', [group, member], grantor ?? undefined);
}

function grant(object: Membership, context: PlanContext): Statement {
  const { admin, inherit, set } = object.attributes;
  const options =
    context.target.server.version >= OPTIONS_VERSION
      ? ` WITH ADMIN ${word(admin)}, INHERIT ${word(inherit)}, SET ${word(set)}${grantedBy(object)}`
      : admin
        ? ' WITH ADMIN OPTION'
        : '';
  return {
    sql: `GRANT ${ident(groupOf(object))} TO ${ident(memberOf(object))}${options}`,
    hazards: [accessHazard(object)],
    requires: grantorsOf(object).map((grantor) => membershipId(groupOf(object), grantor, null)),
  };
}

function word(value: boolean): string {
  return value ? 'TRUE' : 'FALSE';
}

function grantedBy(object: Membership): string {
  return grantorsOf(object)
    .map((grantor) => ` GRANTED BY ${ident(grantor)}`)
    .join('');
}

function groupOf({ facts }: Membership): string {
  return textOf(facts.group);
}

function memberOf({ facts }: Membership): string {
  return textOf(facts.member);
}

/** The role that granted it, where that is not the first superuser. */
function grantorsOf({ facts }: Membership): readonly string[] {
  return typeof facts.grantor === 'string' ? [facts.grantor] : [];
}

function accessHazard(object: Membership) {
  return hazard('CHANGES_ACCESS', object.id, `changes what ${memberOf(object)} may do on the whole server`);
}
