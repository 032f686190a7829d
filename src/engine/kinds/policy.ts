import { hazardFor, locksOut } from '../hazards';
import type { Kind } from '../kind';
import type { Attributes, CatalogObject, Hazard } from '../model';
import { ident, literal, nullable } from '../quote';
import { childId, flag, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { sqlName, tableOf } from './shared/relations';
import { ifExists } from './shared/run-again';

interface PolicyAttributes extends Attributes {
  readonly command: string;
  readonly permissive: boolean;
  readonly roles: readonly string[];
  readonly using: string | null;
  readonly check: string | null;
}

const COMMANDS: Readonly<Record<string, string>> = {
  '*': 'ALL',
  r: 'SELECT',
  a: 'INSERT',
  w: 'UPDATE',
  d: 'DELETE',
};

export const policy: Kind<PolicyAttributes> = {
  name: 'policy',
  label: { one: 'policy', many: 'policies' },
  catalog: 'pg_policy',
  roles: ({ attributes }) => attributes.roles,

  query: () => `
    SELECT p.oid, 0, p.polrelid, p.polname, p.polcmd, p.polpermissive,
      (SELECT pg_catalog.json_agg(r.rolname ORDER BY r.rolname) FROM pg_catalog.pg_roles r WHERE r.oid = ANY (p.polroles)),
      pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)
    FROM pg_catalog.pg_policy p WHERE p.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const table = reader.find('pg_class', row[2]);
    if (table === undefined) return null;
    const name = text(row, 3);
    return {
      id: childId('policy', table.id, name),
      kind: 'policy',
      schema: table.schema,
      name,
      parents: [table.id],
      attributes: {
        command: COMMANDS[text(row, 4)] ?? 'ALL',
        permissive: flag(row, 5),
        roles: JSON.parse(row[6] ?? '[]') as string[],
        using: row[7] ?? null,
        check: row[8] ?? null,
      },
      facts: { table: sqlName(table) },
    };
  },

  address: (object) => `POLICY ${ident(object.name)} ON ${tableOf(object)}`,
  claims: (object) => [`policy ${ident(object.name)} on ${tableOf(object)}`],
  rename: { why: 'the same definition', alone: true, internal: true },

  create: (object, context) => {
    const { attributes } = object;
    return [
      ...(context.strategy === 'idempotent' ? policy.drop(object, context, []) : []),
      {
        sql: [
          `CREATE POLICY ${ident(object.name)} ON ${tableOf(object)}`,
          attributes.permissive ? '' : ' AS RESTRICTIVE',
          attributes.command === 'ALL' ? '' : ` FOR ${attributes.command}`,
          attributes.roles.length === 0 ? '' : ` TO ${roles(object)}`,
          conditions(object),
        ].join(''),
        hazards: hazards(object),
      },
    ];
  },

  drop: (object, context) => [
    {
      sql: `DROP POLICY${ifExists(context)} ${ident(object.name)} ON ${tableOf(object)}`,
      hazards: hazards(object),
    },
  ],

  alter(target, goal) {
    const { attributes: from } = target;
    const { attributes: to } = goal;
    const loses = (from.using !== null && to.using === null) || (from.check !== null && to.check === null);
    if (from.command !== to.command || from.permissive !== to.permissive || loses) return 'replace';
    return {
      statements: [
        {
          sql: `ALTER POLICY ${ident(goal.name)} ON ${tableOf(goal)} TO ${roles(goal)}${conditions(goal)}`,
          hazards: hazards(goal),
        },
      ],
    };
  },

  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_policy WHERE polrelid = pg_catalog.to_regclass(${literal(tableOf(object))}) ` +
    `AND polname = ${literal(object.name)} AND polpermissive = ${String(object.attributes.permissive)} ` +
    `AND pg_catalog.pg_get_expr(polqual, polrelid) IS NOT DISTINCT FROM ${nullable(object.attributes.using)} ` +
    `AND pg_catalog.pg_get_expr(polwithcheck, polrelid) IS NOT DISTINCT FROM ${nullable(object.attributes.check)})`,
};

function hazards({ id, parents }: CatalogObject): readonly Hazard[] {
  const [table] = parents;
  return [
    ...hazardFor(table, 'CHANGES_ACCESS', id, 'changes which rows a role can see or write'),
    ...locksOut(table, id),
  ];
}

function roles({ attributes }: CatalogObject<PolicyAttributes>): string {
  return attributes.roles.length === 0 ? 'PUBLIC' : attributes.roles.map(ident).join(', ');
}

function conditions({ attributes }: CatalogObject<PolicyAttributes>): string {
  return [
    attributes.using === null ? '' : ` USING (${attributes.using})`,
    attributes.check === null ? '' : ` WITH CHECK (${attributes.check})`,
  ].join('');
}
