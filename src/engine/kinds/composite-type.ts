import { hazard, locksTableOf } from '../hazards';
import type { Kind, Statement } from '../kind';
import type { Attributes, CatalogObject } from '../model';
import { ident, literal, nullable, qualified } from '../quote';
import { ownRows } from '../system-catalogs';
import {
  dropType,
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
import { columnsOfTypedTables, leavingTables } from './shared/typed-table';

interface Field extends Attributes {
  readonly name: string;
  readonly type: string;
  readonly collation: string | null;
  readonly comment: string | null;
}

interface CompositeAttributes extends TypeAttributes {
  readonly fields: readonly Field[];
}

export const compositeType: Kind<CompositeAttributes> = {
  name: 'composite_type',
  label: { one: 'composite type', many: 'composite types' },
  catalog: 'pg_type',
  publicPrivileges: ['USAGE'],
  defaultPrivileges: 'TYPES',

  seldom: `${ownRows('pg_class')} AND own.relkind = 'c'`,
  query: () => `
    SELECT ${TYPE_COLUMNS}, t.typrelid, (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
        'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
        'comment', s.description, 'collation',
        CASE WHEN a.attcollation <> y.typcollation THEN (SELECT pg_catalog.quote_ident(n.nspname) || '.' ||
          pg_catalog.quote_ident(l.collname) FROM pg_catalog.pg_collation l
          JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace WHERE l.oid = a.attcollation) END)
        ORDER BY a.attnum)
      FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_description s ON s.classoid = 1259 AND s.objoid = a.attrelid AND s.objsubid = a.attnum
      WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
    WHERE t.typtype = 'c' AND c.relkind = 'c' AND ${USER_TYPES}`,

  read(row, reader) {
    const base = readType('composite_type', row, reader);
    if (base === null) return null;
    reader.alias('pg_class', row[8], base.id);
    const fields = JSON.parse(row[9] ?? '[]') as Field[];
    return { ...base, attributes: { ...base.attributes, fields } };
  },

  ignoring(object, what) {
    if (what !== 'comment') return object;
    const fields = object.attributes.fields.map((field) => ({ ...field, comment: null }));
    return { ...object, attributes: { ...object.attributes, fields } };
  },

  address: typeAddress,
  grantClause: typeGrantClause,
  claims: typeClaims,
  rename: { why: 'the same attributes' },
  members: {
    kind: 'attribute',
    attribute: 'fields',
    names: ({ attributes }) => attributes.fields.map(({ name }) => name),
    renamed: (object, from, to) => ({
      ...object,
      attributes: {
        ...object.attributes,
        fields: object.attributes.fields.map((field) => (field.name === from ? { ...field, name: to } : field)),
      },
    }),
    along: columnsOfTypedTables,
    sql: ({ schema, name }, from, to) =>
      `ALTER TYPE ${qualified(schema, name)} RENAME ATTRIBUTE ${ident(from)} TO ${ident(to)} CASCADE`,
  },

  contains: () => 'in a type',

  create: (object) => [
    {
      sql: `CREATE TYPE ${qualified(object.schema, object.name)} AS (${object.attributes.fields
        .map((field) => `\n  ${fieldSql(field)}`)
        .join(',')}\n)`,
      once: true,
    },
    ...object.attributes.fields.flatMap((field) => commentSql(object, field, null)),
  ],

  drop: dropType,

  alter(target, goal, _changes, context) {
    const has = target.attributes.fields;
    const wants = goal.attributes.fields;
    const kept = has.filter((field) => wants.some(({ name }) => name === field.name));
    const order = wants.slice(0, kept.length).map(({ name }) => name);
    if (order.join('\0') !== kept.map(({ name }) => name).join('\0')) return 'replace';
    const alter = `ALTER TYPE ${qualified(goal.schema, goal.name)}`;
    const statements: Statement[] = [];
    for (const field of has) {
      if (kept.includes(field)) continue;
      statements.push({
        sql: `${alter} DROP ATTRIBUTE${ifExists(context)} ${ident(field.name)} CASCADE`,
        hazards: [
          hazard('DELETES_DATA', goal.id, `the values of the attribute ${field.name} are lost`),
          ...columnsOfTypedTables(target, field.name, context.target).flatMap((column) => [
            ...locksTableOf(column),
            hazard('DELETES_DATA', column.id, 'the values of the column are lost'),
          ]),
        ],
      });
    }
    for (const field of wants) {
      const before = kept.find(({ name }) => name === field.name);
      if (before === undefined)
        statements.push({
          sql: `${alter} ADD ATTRIBUTE ${fieldSql(field)} CASCADE`,
          once: true,
          hazards: columnsOfTypedTables(goal, field.name, context.goal).flatMap(locksTableOf),
        });
      // A type in use cannot change an attribute's type: it is created anew.
      else if (before.type !== field.type || before.collation !== field.collation) return 'replace';
      statements.push(...commentSql(goal, field, before?.comment ?? null));
    }
    // CASCADE reaches the tables of the type.
    const requires = leavingTables(target, context);
    return { statements: statements.map((each) => ({ ...each, requires })) };
  },

  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_type t WHERE ${typeExists(object)} AND t.typtype = 'c' AND ARRAY(` +
    `SELECT a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_attribute a ` +
    `WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) = ` +
    `ARRAY[${object.attributes.fields.map(({ name, type }) => literal(`${name} ${type}`)).join(', ')}]::text[])`,
};

function fieldSql({ name, type, collation }: Field): string {
  return `${ident(name)} ${type}${collation === null ? '' : ` COLLATE ${collation}`}`;
}

function commentSql({ schema, name }: CatalogObject, field: Field, was: string | null): Statement[] {
  if (field.comment === was) return [];
  return [{ sql: `COMMENT ON COLUMN ${qualified(schema, name)}.${ident(field.name)} IS ${nullable(field.comment)}` }];
}
