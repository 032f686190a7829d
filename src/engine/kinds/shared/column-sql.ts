import type { PlanContext } from '../../kind';
import { textOf, type CatalogObject, type Value } from '../../model';
import { ident, qualified } from '../../quote';
import { childId } from '../../reader';
import { ancestorsOf } from './inheritance';
import { notNullName } from './not-null';
import { identityOptions } from './sequence-options';

/**
 * A column as CREATE TABLE and ADD COLUMN have it. Its default is written here when it is among the absorbed parts.
 * @param isTyped a typed table's columns have no type of their own; an empty text means that nothing is to be said
 */
export function columnSql(
  column: CatalogObject,
  context: PlanContext,
  absorbed: readonly CatalogObject[],
  isTyped = false,
): string {
  const collation = known(column, 'collation');
  const { compression, not_null: notNull } = column.attributes;
  const parts = absorbed.filter(({ parents }) => parents.includes(column.id));
  const expression = parts.find(({ kind }) => kind === 'default')?.attributes.expression;
  const sequence = context
    .children(column.id)
    .find(({ kind, facts }) => kind === 'sequence' && facts.identity === true);
  const parents = parentsOf(column, context);
  // What the parent says, the child may not say again before 16.
  const isComputedByParent = parents.some((parent) => generatedSql(parent) === generatedSql(column));
  // Said again, it would be the child's own.
  const isNullableByItself =
    (column.facts.not_null_is_own === false && parents.length > 0) || column.attributes.not_null_valid === false;
  const details = [
    typeof collation === 'string' && !isTyped ? ` COLLATE ${collation}` : '',
    typeof compression === 'string' ? ` COMPRESSION ${compression}` : '',
    typeof expression === 'string' ? ` DEFAULT ${expression}` : '',
    isComputedByParent ? '' : generatedSql(column),
    identitySql(column, sequence),
    notNull === true && !isNullableByItself ? `${notNullName(column, context)} NOT NULL` : '',
  ].join('');
  if (isTyped) return details === '' ? '' : `${ident(column.name)} WITH OPTIONS${details}`;
  return `${ident(column.name)} ${typeOf(column)}${details}`;
}

/** An inherited column's type and the like are its parent's: known, but not compared. */
function known({ facts, attributes }: CatalogObject, name: string): Value | undefined {
  return attributes[name] ?? facts[name];
}

export function typeOf(column: CatalogObject): string {
  return textOf(known(column, 'type'));
}

function generatedSql(column: CatalogObject): string {
  const generated = known(column, 'generated');
  if (typeof generated !== 'string') return '';
  return ` GENERATED ALWAYS AS (${generated})${known(column, 'virtual') === true ? ' VIRTUAL' : ' STORED'}`;
}

/** The same column of the tables that a child table is created with INHERITS. */
function parentsOf(column: CatalogObject, { goal, isMade }: PlanContext): readonly CatalogObject[] {
  const table = goal.objects.get(column.parents[0] ?? '');
  if (table === undefined || !isMade(table.id) || typeof table.attributes.partition_bound === 'string') return [];
  return ancestorsOf(table).flatMap((ancestor) => goal.objects.get(childId('column', ancestor, column.name)) ?? []);
}

/** `GENERATED … AS IDENTITY (…)`, or nothing. */
export function identitySql(column: CatalogObject, sequence: CatalogObject | undefined): string {
  const identity = column.attributes.identity;
  if (typeof identity !== 'string') return '';
  const name =
    sequence === undefined
      ? ''
      : ` (SEQUENCE NAME ${qualified(sequence.schema, sequence.name)}${identityOptions(sequence)})`;
  return ` GENERATED ${identity} AS IDENTITY${name}`;
}
