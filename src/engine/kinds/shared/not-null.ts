import type { Statement } from '../../kind';
import { textOf, type Attributes, type CatalogObject } from '../../model';
import { ident } from '../../quote';
import { tableOf } from './relations';

/** From this version on a NOT NULL is a constraint with a name. */
export const NAMED = 180000;

/** For the SELECT over `pg_attribute a`: the name of its NOT NULL, and whether the table has it of its own. */
export function notNullSql(version: number): { readonly items: string; readonly join: string } {
  if (version < NAMED) return { items: 'NULL, NULL', join: '' };
  return {
    items: 'k.conname, k.conislocal',
    join: `LEFT JOIN pg_catalog.pg_constraint k
      ON k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum] AND a.attnotnull`,
  };
}

/** The name where somebody chose it; null for the one that PostgreSQL gives, which older versions do not have. */
export function readNotNullName(name: string | null | undefined, table: string, column: string): string | null {
  return name == null || name === usualName(table, column) ? null : name;
}

/** PostgreSQL shortens long names, the longer of the two parts first: makeObjectName in its sources. */
function usualName(table: string, column: string): string {
  const room = 63 - '__not_null'.length;
  let [left, right] = [bytesOf(table), bytesOf(column)];
  while (left + right > room) {
    if (left > right) left--;
    else right--;
  }
  return `${clip(table, left)}_${clip(column, right)}_not_null`;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function clip(text: string, bytes: number): string {
  let clipped = text;
  while (bytesOf(clipped) > bytes) clipped = clipped.slice(0, -1);
  return clipped;
}

/** ` CONSTRAINT name` for a server that knows it, or nothing. */
export function notNullName({ facts }: CatalogObject, version: number): string {
  return version >= NAMED && typeof facts.not_null_name === 'string' ? ` CONSTRAINT ${ident(facts.not_null_name)}` : '';
}

export function setNotNull(column: CatalogObject, version: number): string {
  const name = notNullName(column, version);
  return name === ''
    ? `ALTER TABLE ${tableOf(column)} ALTER COLUMN ${ident(column.name)} SET NOT NULL`
    : `ALTER TABLE ${tableOf(column)} ADD${name} NOT NULL ${ident(column.name)}`;
}

/** From one name to another, or to and from PostgreSQL's own. */
export function renameNotNull(target: CatalogObject, goal: CatalogObject, version: number): Statement[] {
  if (version < NAMED) return [];
  const nameOf = (column: CatalogObject): string =>
    textOf(column.facts.not_null_name) || usualName(textOf(column.facts.table_name), column.name);
  return [
    {
      sql: `ALTER TABLE ${tableOf(goal)} RENAME CONSTRAINT ${ident(nameOf(target))} TO ${ident(nameOf(goal))}`,
    },
  ];
}

/** A renamed column, or the column of a renamed table, keeps the name that its NOT NULL has. */
export function withNotNullName<A extends Attributes>(
  before: CatalogObject<A>,
  after: CatalogObject<A>,
): CatalogObject<A> {
  if (before.attributes.not_null_name === undefined || before.attributes.not_null !== true) return after;
  const was = textOf(before.facts.not_null_name) || usualName(textOf(before.facts.table_name), before.name);
  const name = readNotNullName(was, textOf(after.facts.table_name), after.name);
  return {
    ...after,
    attributes: { ...after.attributes, not_null_name: name },
    facts: { ...after.facts, not_null_name: name },
  };
}
