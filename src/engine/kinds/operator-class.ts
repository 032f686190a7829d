import type { Kind } from '../kind';
import { textOf, type Attributes, type CatalogObject } from '../model';
import { ident, literal, nullable, qualified } from '../quote';
import { flag, objectId, text } from '../reader';
import { FIRST_USER_OID } from '../system-catalogs';
import { nameSql, typeNameSql } from './shared/catalog-names';
import { hasMembers, operatorMembersSql, readOperatorMembers } from './shared/operator-members';
import { ifExists } from './shared/run-again';

interface OperatorClassAttributes extends Attributes {
  readonly owner: string;
  readonly for_type: string;
  readonly default: boolean;
  readonly family: string;
  /** Null where the index stores the type itself. */
  readonly storage: string | null;
  readonly members: readonly string[];
}

export const operatorClass: Kind<OperatorClassAttributes> = {
  name: 'operator_class',
  label: { one: 'operator class', many: 'operator classes' },
  catalog: 'pg_opclass',

  seldom: true,
  query: () => `
    SELECT c.oid, 0, c.opcnamespace, c.opcname, pg_catalog.pg_get_userbyid(c.opcowner), m.amname,
      ${typeNameSql('c.opcintype')}, c.opcdefault, ${nameSql('pg_opfamily', 'c.opcfamily')},
      ${typeNameSql('c.opckeytype')}, ${operatorMembersSql('pg_opclass', 'c.oid', 'c.opcfamily')}
    FROM pg_catalog.pg_opclass c JOIN pg_catalog.pg_am m ON m.oid = c.opcmethod
    WHERE c.oid >= ${FIRST_USER_OID}`,

  read(row, reader) {
    const schema = reader.find('pg_namespace', row[2])?.name;
    if (schema === undefined) return null;
    const name = text(row, 3);
    const method = text(row, 5);
    const id = objectId('operator_class', [schema, name], method);
    const members = readOperatorMembers(row[10]);
    for (const [catalog, oid] of members) reader.alias(catalog, oid, id);
    return {
      id,
      kind: 'operator_class',
      schema,
      name,
      parents: [],
      attributes: {
        owner: text(row, 4),
        for_type: text(row, 6),
        default: flag(row, 7),
        family: text(row, 8),
        storage: row[9] ?? null,
        members: members.map(([, , , member]) => member),
      },
      facts: { method },
    };
  },

  address,
  claims: (object) => [address(object).toLowerCase()],

  create: (object) => {
    const { attributes, facts } = object;
    // One without members has to say something: what it stores anyway.
    const storage = attributes.storage ?? (attributes.members.length === 0 ? attributes.for_type : null);
    const parts = [...(storage === null ? [] : [`STORAGE ${storage}`]), ...attributes.members];
    return [
      {
        sql: [
          `CREATE OPERATOR CLASS ${qualified(object.schema, object.name)}${attributes.default ? ' DEFAULT' : ''}`,
          ` FOR TYPE ${attributes.for_type} USING ${ident(textOf(facts.method))} FAMILY ${attributes.family} AS`,
          `\n  ${parts.join(',\n  ')}`,
        ].join(''),
        once: true,
      },
    ];
  },
  drop: (object, context) => [{ sql: `DROP OPERATOR CLASS${ifExists(context)} ${nameOf(object)}` }],
  alter: () => 'replace',

  verify: ({ schema, name, attributes, facts }) =>
    `EXISTS (SELECT FROM pg_catalog.pg_opclass c JOIN pg_catalog.pg_am m ON m.oid = c.opcmethod ` +
    `WHERE c.opcname = ${literal(name)} AND m.amname = ${literal(textOf(facts.method))} ` +
    `AND c.opcnamespace = pg_catalog.to_regnamespace(${literal(ident(schema ?? ''))}) ` +
    `AND c.opcdefault = ${String(attributes.default)} AND ${nameSql('pg_opfamily', 'c.opcfamily')} = ${literal(attributes.family)} ` +
    `AND ${typeNameSql('c.opcintype')} = ${literal(attributes.for_type)} ` +
    `AND ${typeNameSql('c.opckeytype')} IS NOT DISTINCT FROM ${nullable(attributes.storage)} ` +
    `AND ${hasMembers('pg_opclass', 'c.oid', 'c.opcfamily', attributes.members)})`,
};

function address(object: CatalogObject): string {
  return `OPERATOR CLASS ${nameOf(object)}`;
}

function nameOf({ schema, name, facts }: CatalogObject): string {
  return `${qualified(schema, name)} USING ${ident(textOf(facts.method))}`;
}
