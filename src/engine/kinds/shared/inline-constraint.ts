import { textOf, type CatalogObject } from '../../model';
import { ident } from '../../quote';
import { withOptions } from './relations';

/**
 * Whether CREATE TABLE can carry the constraint. Foreign keys wait for the other table; keys of partitioned tables and
 * of partitions are tied together later; a constraint that is not validated can only be added; a comment on the index
 * behind it needs a statement of its own.
 */
export function isInline(constraint: CatalogObject, isPartitioned: boolean): boolean {
  const { attributes, facts, parents } = constraint;
  if (attributes.type === 'foreign_key' || attributes.validated === false) return false;
  if (typeof attributes.index_comment === 'string') return false;
  if (attributes.type === 'check')
    return facts.inherited !== true || (facts.of_partition === true && !isUnchecked(constraint));
  return !isPartitioned && parents.length === 1;
}

/** Whether it is inherited, and no row was checked for it: in CREATE TABLE it would count as validated. */
export function isUnchecked({ facts }: CatalogObject): boolean {
  return facts.unchecked === true;
}

export function inlineConstraint(constraint: CatalogObject): string {
  return `CONSTRAINT ${ident(constraint.name)} ${constraintSql(constraint)}`;
}

/** The constraint's definition, with the options of the index behind it in their place, and that no row was checked. */
export function constraintSql(constraint: CatalogObject): string {
  const { attributes } = constraint;
  const definition = `${textOf(attributes.definition)}${isUnchecked(constraint) ? ' NOT VALID' : ''}`;
  // An exclusion constraint's definition has them already.
  const options =
    attributes.type === 'exclude'
      ? ''
      : withOptions((attributes.index_options ?? {}) as Readonly<Record<string, string>>);
  const tablespace = attributes.index_tablespace;
  const index = options + (typeof tablespace === 'string' ? ` USING INDEX TABLESPACE ${ident(tablespace)}` : '');
  if (index === '') return definition;
  // They come before WHERE, DEFERRABLE and what follows it.
  const at = /( WHERE \(| DEFERRABLE| INITIALLY)/.exec(definition)?.index ?? definition.length;
  return definition.slice(0, at) + index + definition.slice(at);
}

/** `PRIMARY KEY (…)`, `UNIQUE NULLS NOT DISTINCT (…) INCLUDE (…) DEFERRABLE`, as PostgreSQL writes them. */
const KEY = /^(PRIMARY KEY|UNIQUE)( NULLS NOT DISTINCT)? (\(.*\))((?: DEFERRABLE)?(?: INITIALLY DEFERRED)?)$/;

/** Whether it comes from the table above alone: PostgreSQL attaches no index to one that excludes. */
export function comesFromAbove(constraint: CatalogObject): boolean {
  return constraint.parents.length > 1 && excludes(constraint);
}

/** Whether its index keeps rows apart by operators, as that of a temporal key does. */
export function excludes({ attributes }: CatalogObject): boolean {
  return attributes.type === 'exclude' || textOf(attributes.definition).includes(' WITHOUT OVERLAPS)');
}

/** What stands around USING INDEX for a key that can be made from an index; null for one with WITHOUT OVERLAPS. */
export function keyAround({ attributes }: CatalogObject): { before: string; after: string } | null {
  const [, before, , columns, after] = KEY.exec(textOf(attributes.definition)) ?? [];
  if (before === undefined || after === undefined || columns?.includes(' WITHOUT OVERLAPS)') === true) return null;
  return { before, after };
}

/** CREATE INDEX CONCURRENTLY of the index that a key can be made from. */
export function keyIndexSql({ attributes, facts }: CatalogObject, name: string): string {
  const [, , nulls = '', columns = ''] = KEY.exec(textOf(attributes.definition)) ?? [];
  const tablespace = attributes.index_tablespace;
  return [
    `CREATE UNIQUE INDEX CONCURRENTLY ${ident(name)} ON ${textOf(facts.table)} ${columns}${nulls}`,
    withOptions((attributes.index_options ?? {}) as Readonly<Record<string, string>>),
    typeof tablespace === 'string' ? ` TABLESPACE ${ident(tablespace)}` : '',
  ].join('');
}
