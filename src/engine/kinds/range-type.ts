import type { Kind } from '../kind';
import { textOf } from '../model';
import { literal, qualified } from '../quote';
import { text } from '../reader';
import { ownRows } from '../system-catalogs';
import { nameSql } from './shared/catalog-names';
import {
  readType,
  typeAddress,
  typeClaims,
  typeExists,
  typeGrantClause,
  TYPE_COLUMNS,
  USER_TYPES,
} from './shared/types';
import type { TypeAttributes } from './shared/types';
import { ifExists } from './shared/run-again';

interface RangeAttributes extends TypeAttributes {
  readonly subtype: string;
  /** Null for the subtype's default. */
  readonly subtype_opclass: string | null;
  readonly collation: string | null;
  readonly canonical: string | null;
  readonly subtype_diff: string | null;
  readonly multirange_type: string;
}

export const rangeType: Kind<RangeAttributes> = {
  name: 'range_type',
  label: { one: 'range type', many: 'range types' },
  catalog: 'pg_type',
  publicPrivileges: ['USAGE'],
  defaultPrivileges: 'TYPES',

  seldom: `${ownRows('pg_type')} AND own.typtype = 'r'`,
  query: () => `
    SELECT ${TYPE_COLUMNS}, pg_catalog.format_type(r.rngsubtype, NULL),
      CASE WHEN NOT o.opcdefault THEN ${nameSql('pg_opclass', 'r.rngsubopc')} END,
      CASE WHEN r.rngcollation <> s.typcollation THEN ${nameSql('pg_collation', 'r.rngcollation')} END,
      ${nameSql('pg_proc', 'r.rngcanonical')}, ${nameSql('pg_proc', 'r.rngsubdiff')},
      m.oid, m.typarray, n.nspname, m.typname,
      (SELECT pg_catalog.json_agg(d.objid::text) FROM pg_catalog.pg_depend d WHERE d.classid = 1255
         AND d.refclassid = 1247 AND d.refobjid IN (t.oid, m.oid) AND d.deptype = 'i')
    FROM pg_catalog.pg_type t
    JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
    JOIN pg_catalog.pg_type s ON s.oid = r.rngsubtype
    JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc
    JOIN pg_catalog.pg_type m ON m.oid = r.rngmultitypid
    JOIN pg_catalog.pg_namespace n ON n.oid = m.typnamespace
    WHERE ${USER_TYPES}`,

  read(row, reader) {
    const base = readType('range_type', row, reader);
    if (base === null) return null;
    // The multirange type and the constructors come and go with the range.
    reader.alias('pg_type', row[13], base.id);
    reader.alias('pg_type', row[14], base.id);
    for (const constructor of JSON.parse(row[17] ?? '[]') as string[]) reader.alias('pg_proc', constructor, base.id);
    return {
      ...base,
      attributes: {
        ...base.attributes,
        subtype: text(row, 8),
        subtype_opclass: row[9] ?? null,
        collation: row[10] ?? null,
        canonical: row[11] ?? null,
        subtype_diff: row[12] ?? null,
        multirange_type: qualified(text(row, 15), text(row, 16)),
      },
    };
  },

  address: typeAddress,
  grantClause: typeGrantClause,
  claims: (object) => [...typeClaims(object), `type ${object.attributes.multirange_type}`],

  // A canonical function needs the type and the type needs it: a shell stands in meanwhile.
  absorbs: (_object, child) => child.kind === 'function',

  contains: () => 'in a type',

  create: ({ schema, name, attributes }, _context, absorbed) => {
    const options = [
      `SUBTYPE = ${attributes.subtype}`,
      ...option('SUBTYPE_OPCLASS', attributes.subtype_opclass),
      ...option('COLLATION', attributes.collation),
      ...option('CANONICAL', attributes.canonical),
      ...option('SUBTYPE_DIFF', attributes.subtype_diff),
      `MULTIRANGE_TYPE_NAME = ${attributes.multirange_type}`,
    ];
    return [
      ...(absorbed.length === 0 ? [] : [{ sql: `CREATE TYPE ${qualified(schema, name)}`, once: true as const }]),
      ...absorbed.map((each) => ({ sql: textOf(each.attributes.definition).trimEnd() })),
      { sql: `CREATE TYPE ${qualified(schema, name)} AS RANGE (${options.join(', ')})`, once: true },
    ];
  },
  // Whatever else depends on it has gone before: only a canonical function goes along.
  drop: ({ schema, name, attributes }, context) => [
    {
      sql: `DROP TYPE${ifExists(context)} ${qualified(schema, name)}${attributes.canonical === null ? '' : ' CASCADE'}`,
    },
  ],
  alter: () => 'replace',

  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_type t JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid WHERE ${typeExists(object)} ` +
    `AND pg_catalog.format_type(r.rngsubtype, NULL) = ${literal(object.attributes.subtype)})`,
};

function option(word: string, value: string | null): readonly string[] {
  return value === null ? [] : [`${word} = ${value}`];
}
