import { textOf, type CatalogObject } from '../../model';
import { literal } from '../../quote';
import { nameSql } from './catalog-names';
import { foreignOptionsOf } from './column-storage';
import { hasOptions } from './foreign-options';
import { hasNotNullName } from './not-null';
import { tableOf } from './relations';

/** What pg_attribute has for the words of GENERATED … AS IDENTITY. */
export const IDENTITY: Readonly<Record<string, string>> = { a: 'ALWAYS', d: 'BY DEFAULT' };

/** A boolean expression: the table has the column, and as it is here. */
export function columnExists(object: CatalogObject): string {
  const conditions = [
    `a.attrelid = pg_catalog.to_regclass(${literal(tableOf(object))})`,
    `a.attname = ${literal(object.name)}`,
    'NOT a.attisdropped',
    ...(object.facts.of_view === true ? [] : definition(object)),
  ];
  return `EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE ${conditions.join(' AND ')})`;
}

function definition(object: CatalogObject): readonly string[] {
  const { type, collation, generated, virtual, not_null: notNull, identity } = object.attributes;
  const letter = Object.keys(IDENTITY).find((each) => IDENTITY[each] === identity) ?? '';
  return [
    `pg_catalog.format_type(a.atttypid, a.atttypmod) = ${literal(textOf(type))}`,
    typeof collation === 'string'
      ? `${nameSql('pg_collation', 'a.attcollation')} = ${literal(collation)}`
      : 'a.attcollation = (SELECT t.typcollation FROM pg_catalog.pg_type t WHERE t.oid = a.atttypid)',
    `a.attnotnull = ${String(notNull === true)}`,
    ...(identity === undefined ? [] : [`a.attidentity = ${literal(letter)}`]),
    `a.attgenerated = ${typeof generated === 'string' ? literal(virtual === true ? 'v' : 's') : "''"}`,
    ...(typeof generated === 'string'
      ? [
          '(SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attrdef d ' +
            `WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum) = ${literal(generated)}`,
        ]
      : []),
    ...hasNotNullName(object),
    ...(object.facts.of_foreign_table === true ? [hasOptions('a.attfdwoptions', foreignOptionsOf(object))] : []),
  ];
}
