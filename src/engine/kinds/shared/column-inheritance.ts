import { locksTableOf } from '../../hazards';
import type { PlanContext, Sides, Statement } from '../../kind';
import { textOf, type CatalogObject, type ObjectId } from '../../model';
import { ident } from '../../quote';
import { childId } from '../../reader';
import { ancestorsOf, becomesOwn, isPartition, joinsLater } from './inheritance';
import { NAMED, setNotNull } from './not-null';
import { tableOf } from './relations';

/** A column that its table inherits goes with the parent's, or once the table no longer inherits. */
export function leavesWith(table: ObjectId, name: string, { source, target }: Sides): readonly ObjectId[] {
  return ancestorsOf(target.objects.get(table))
    .map((ancestor) => childId('column', ancestor, name))
    .filter((inherited) => target.objects.has(inherited))
    .map((inherited) => (source.objects.has(inherited) ? table : inherited));
}

/** The columns of the tables above that a table says itself as well: both must be of one type. */
export function saidAboveAsWell({ id }: CatalogObject, { children }: PlanContext): readonly ObjectId[] {
  return children(id).flatMap(({ facts, parents }) => (facts.said_itself === true ? parents.slice(1) : []));
}

/** A partition has no column that its parent lacks: one that keeps it elsewhere goes there. */
export function movesWith(id: ObjectId, { source, children }: Sides): readonly ObjectId[] {
  return children(id).flatMap((heir) => {
    const [table = ''] = heir.parents;
    const isKept = heir.kind === 'column' && source.objects.has(heir.id);
    return isKept && isPartition(table, source) ? [table] : [];
  });
}

/** The tables that have the column in their partition keys: it can go when they no longer do. */
export function partitionedBy(column: CatalogObject, sides: Sides): readonly ObjectId[] {
  const heirsOf = sides.children(column.id).filter(({ kind }) => kind === 'column');
  return [
    ...(column.facts.in_partition_key === true ? column.parents.slice(0, 1) : []),
    ...heirsOf.flatMap((heir) => partitionedBy(heir, sides)),
  ];
}

/** The columns that inherit it, and are their tables' own from then on. */
export function becomingOwn(id: ObjectId, context: PlanContext): readonly CatalogObject[] {
  return context.targetChildren(id).filter((heir) => heir.kind === 'column' && becomesOwn(heir, id, context));
}

/** The columns that tables that inherit have as their own until it is added. */
export function becomingHeirs(column: CatalogObject, context: PlanContext): readonly CatalogObject[] {
  return context
    .children(column.id)
    .filter(({ kind, id }) => kind === 'column' && context.target.objects.has(id) && !context.isMade(id))
    .filter((heir) => !joinsLater(heir, column, context));
}

/** Whether it changes with its parent's column. Otherwise it changes by itself: after its table has left the one family, and before it joins the other. */
export function follows(target: CatalogObject, goal: CatalogObject): boolean {
  return goal.parents.slice(1).some((parent) => target.parents.includes(parent));
}

export function becomesNotNull(target: CatalogObject, goal: CatalogObject): boolean {
  return target.attributes.not_null === false && goal.attributes.not_null === true;
}

/** Whether it stays NOT NULL and inherited while its parent's column no longer is. */
export function keepsNotNull(heir: CatalogObject, { goal }: PlanContext): boolean {
  const wanted = goal.objects.get(heir.id);
  return (
    heir.kind === 'column' &&
    heir.attributes.not_null === true &&
    wanted?.attributes.not_null === true &&
    follows(heir, wanted)
  );
}

/** SET NOT NULL reaches the tables that inherit; said again, it would be their own as well. */
export function parentsBecomeNotNull({ parents }: CatalogObject, { target, goal }: PlanContext): boolean {
  return parents.slice(1).some((id) => {
    const [actual, wanted] = [target.objects.get(id), goal.objects.get(id)];
    return actual !== undefined && wanted !== undefined && becomesNotNull(actual, wanted);
  });
}

/** The default of a column that is made with that of one above it, where it has another. */
export function defaultBelow(
  column: CatalogObject,
  above: CatalogObject,
  absorbed: readonly CatalogObject[],
  context: PlanContext,
): Statement[] {
  const [wanted, taken] = [column, above].map(({ id }) => context.children(id).find(({ kind }) => kind === 'default'));
  const value = wanted && textOf(wanted.attributes.expression);
  // One that waits for something else is set in a statement of its own.
  const isApart = wanted !== undefined && !absorbed.includes(wanted);
  if (value === taken?.attributes.expression || isApart) return [];
  const change = value === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${value}`;
  return [
    {
      sql: `ALTER TABLE ONLY ${tableOf(column)} ALTER COLUMN ${ident(column.name)} ${change}`,
      hazards: locksTableOf(column),
    },
  ];
}

/** The NOT NULL of a column that is made as those that it is inherited from, which lack it, or have it alone. */
export function notNullBelow(column: CatalogObject, context: PlanContext): Statement[] {
  const { not_null: isNotNull, not_null_valid: isValid } = column.attributes;
  const isInherited = column.parents.slice(1).some((id) => context.goal.objects.get(id)?.attributes.not_null === true);
  // Before NOT NULL was a constraint, it could be dropped below.
  if (isInherited && isNotNull === false && context.target.server.version < NAMED) {
    const alter = `ALTER TABLE ONLY ${tableOf(column)} ALTER COLUMN ${ident(column.name)} DROP NOT NULL`;
    return [{ sql: alter, hazards: locksTableOf(column) }];
  }
  return isNotNull !== true || isValid === false || isInherited ? [] : [setNotNull(column, context)];
}
