import type { Kind, Statement } from '../kind';
import { textOf, type Attributes, type CatalogObject } from '../model';
import { ident, literal, qualified } from '../quote';
import { objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { hasMembers, operatorMembersSql, readOperatorMembers, type OperatorMembers } from './shared/operator-members';
import { ifExists } from './shared/run-again';

interface OperatorFamilyAttributes extends Attributes {
  readonly owner: string;
  /** Those that belong to no class of the family. */
  readonly members: OperatorMembers;
}

export const operatorFamily: Kind<OperatorFamilyAttributes> = {
  name: 'operator_family',
  label: { one: 'operator family', many: 'operator families' },
  catalog: 'pg_opfamily',

  seldom: true,
  query: () => `
    SELECT f.oid, 0, f.opfnamespace, f.opfname, pg_catalog.pg_get_userbyid(f.opfowner), m.amname,
      ${operatorMembersSql('pg_opfamily', 'f.oid', 'f.oid')}
    FROM pg_catalog.pg_opfamily f JOIN pg_catalog.pg_am m ON m.oid = f.opfmethod
    WHERE f.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    const method = text(row, 5);
    const id = objectId('operator_family', [schema, name], method);
    const members = readOperatorMembers(row[6]);
    for (const [catalog, oid] of members) reader.alias(catalog, oid, id);
    return {
      id,
      kind: 'operator_family',
      schema,
      name,
      parents: [],
      attributes: {
        owner: text(row, 4),
        members: Object.fromEntries(members.map(([, , key, member]) => [key, member])),
      },
      facts: { method },
    };
  },

  address,
  claims: (object) => [address(object).toLowerCase()],
  create: (object) => [{ sql: `CREATE ${address(object)}`, once: true }, ...memberChanges(object, {})],
  drop: (object, context) => [{ sql: `DROP OPERATOR FAMILY${ifExists(context)} ${nameOf(object)}` }],
  alter: (target, goal) => ({ statements: memberChanges(goal, target.attributes.members) }),

  verify: ({ schema, name, attributes, facts }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_opfamily f JOIN pg_catalog.pg_am m ON m.oid = f.opfmethod ` +
    `WHERE f.opfname = ${literal(name)} AND m.amname = ${literal(textOf(facts.method))} ` +
    `AND f.opfnamespace = pg_catalog.to_regnamespace(${literal(ident(schema ?? ''))}) ` +
    `AND ${hasMembers('pg_opfamily', 'f.oid', 'f.oid', Object.values(attributes.members))})`,
};

function address(object: CatalogObject): string {
  return `OPERATOR FAMILY ${nameOf(object)}`;
}

function nameOf({ schema, name, facts }: CatalogObject): string {
  return `${qualified(schema, name)} USING ${ident(textOf(facts.method))}`;
}

function memberChanges(object: CatalogObject<OperatorFamilyAttributes>, from: OperatorMembers): Statement[] {
  const to = object.attributes.members;
  const drop = Object.keys(from).filter((key) => from[key] !== to[key]);
  const add = Object.entries(to).filter(([key, member]) => from[key] !== member);
  return [
    ...(drop.length === 0 ? [] : [{ sql: `ALTER ${address(object)} DROP ${drop.join(', ')}`, once: true as const }]),
    ...(add.length === 0
      ? []
      : [{ sql: `ALTER ${address(object)} ADD ${add.map(([, member]) => member).join(', ')}`, once: true as const }]),
  ];
}
