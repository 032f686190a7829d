import { locksTableOf } from '../../hazards';
import type { PlanContext, Statement } from '../../kind';
import { textOf, type Attributes, type CatalogObject } from '../../model';
import { ident } from '../../quote';
import { alterOptions, hiddenHazards, NO_FOREIGN_OPTIONS, type ForeignOptions } from './foreign-options';
import { notNullDetails } from './not-null';
import { optionChanges, tableOf } from './relations';

/** Storage, statistics and the like of a column that has just been made. */
export function columnExtras(object: CatalogObject, context: PlanContext): Statement[] {
  return [...extraStatements(object), ...notNullDetails({}, object, context)];
}

/** What ADD COLUMN has no words for. */
function extraStatements(object: CatalogObject): Statement[] {
  const { compression } = object.attributes;
  const added = { ...object, attributes: { compression: compression ?? null } };
  return [...storageChanges(added, object), ...foreignOptionChange(object, NO_FOREIGN_OPTIONS)];
}

/** How the values are stored and how much ANALYZE learns about them; it holds for this table alone. */
export function storageChanges(target: CatalogObject, goal: CatalogObject): Statement[] {
  const [from, to] = [target.attributes, goal.attributes];
  const alter = `ALTER TABLE ONLY ${tableOf(goal)} ALTER COLUMN ${ident(goal.name)}`;
  const differs = (attribute: string): boolean => (from[attribute] ?? null) !== (to[attribute] ?? null);
  const options = ({ attributes }: CatalogObject): Record<string, string> =>
    (attributes.options ?? {}) as Record<string, string>;
  return [
    ...(differs('storage')
      ? [{ sql: `${alter} SET STORAGE ${textOf(to.storage ?? goal.facts.type_storage)}`, hazards: locksTableOf(goal) }]
      : []),
    ...(differs('compression')
      ? [{ sql: `${alter} SET COMPRESSION ${textOf(to.compression) || 'default'}`, hazards: locksTableOf(goal) }]
      : []),
    ...(differs('statistics')
      ? [{ sql: `${alter} SET STATISTICS ${typeof to.statistics === 'number' ? to.statistics : -1}` }]
      : []),
    ...optionChanges(options(target), options(goal)).map((change) => ({ sql: `${alter} ${change}` })),
  ];
}

/** The column after it got another type: it is stored as values of the type are, whatever was set before. */
export function asItsTypeIsStored<A extends Attributes>(object: CatalogObject<A>): CatalogObject<A> {
  return { ...object, attributes: { ...object.attributes, storage: null, compression: null } };
}

/** What was set of a column, and of those that inherit it, once its type is there again. */
export function storageAgain(object: CatalogObject, context: PlanContext): Statement[] {
  const heirs = context.children(object.id).filter(({ kind, id }) => kind === 'column' && !context.isMade(id));
  return [
    ...storageChanges(asItsTypeIsStored(object), object),
    ...heirs.flatMap((heir) => storageAgain(heir, context)),
  ];
}

/** The same for a column of a materialized view, which its query makes. */
export function viewColumnStorage(object: CatalogObject): Statement[] {
  return storageChanges({ ...object, attributes: {} }, object);
}

/** What a foreign table's column is called on the other side, and the like. */
export function foreignOptionChange(object: CatalogObject, from: ForeignOptions): Statement[] {
  const to = foreignOptionsOf(object);
  const options = alterOptions(from, to);
  if (options === '') return [];
  return [
    {
      sql: `ALTER FOREIGN TABLE ONLY ${tableOf(object)} ALTER COLUMN ${ident(object.name)}${options}`,
      once: true,
      hazards: hiddenHazards(object.id, from, to),
    },
  ];
}

/** A column's options for the foreign data wrapper; none for a column that is no foreign table's. */
export function foreignOptionsOf({ attributes }: CatalogObject): ForeignOptions {
  return (attributes.foreign ?? NO_FOREIGN_OPTIONS) as ForeignOptions;
}
