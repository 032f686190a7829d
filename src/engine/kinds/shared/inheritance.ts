import type { PlanContext, Sides } from '../../kind';
import type { Catalog, CatalogObject, ObjectId } from '../../model';
import { perCatalog } from '../../per-catalog';
import { literal, nullable } from '../../quote';
import { childId } from '../../reader';

/** Whether a column or constraint stays when that of the parent goes: its table no longer inherits by then. */
export function outlivesInheritance(child: CatalogObject, parent: ObjectId, goal: Catalog, target: Catalog): boolean {
  if (parent === child.parents[0] || !goal.objects.has(child.parents[0] ?? '')) return false;
  const ancestor = target.objects.get(parent)?.parents[0];
  return ancestor !== undefined && !ancestorsOf(goal.objects.get(child.parents[0] ?? '')).includes(ancestor);
}

/**
 * Whether a column or check becomes the table's own because that of the parent, from which it still inherits, goes.
 * A partition has them together with its table, or anew, and so has a table what is made anew.
 */
export function becomesOwn(child: CatalogObject, parent: ObjectId, { goal, target, isRemoved }: PlanContext): boolean {
  if (parent === child.parents[0] || !goal.objects.has(child.id) || goal.objects.has(parent)) return false;
  if (isRemoved(child.id)) return false;
  return !isPartition(child.parents[0] ?? '', goal) && !outlivesInheritance(child, parent, goal, target);
}

/** While it is inherited only its parent's changes: it changes once that goes, or its table inherits no longer. */
export function noLongerInherited(
  actual: CatalogObject,
  wanted: CatalogObject,
  { source }: Sides,
): readonly ObjectId[] {
  return actual.parents
    .slice(1)
    .filter((parent) => !wanted.parents.includes(parent))
    .flatMap((parent) => (source.objects.has(parent) ? actual.parents.slice(0, 1) : [parent]));
}

/** What stands where a check is inherited from then on gives way with it; what is inherited no longer changes by itself. */
export function withInheritedCheck(id: ObjectId, sides: Sides): readonly ObjectId[] {
  const { source, target, children } = sides;
  const [wanted, actual] = [source.objects.get(id), target.objects.get(id)];
  if (wanted !== undefined && actual?.attributes.type === 'check') return noLongerInherited(actual, wanted, sides);
  if (wanted?.attributes.type !== 'check' || actual !== undefined) return [];
  return children(id).flatMap((heir) => (target.objects.has(heir.id) ? [heir.id] : []));
}

/**
 * What holds the name of a new check in the tables below, which get it as well; and the foreign keys of the tables
 * above, which a partition has under their names and which are no objects of the partition.
 */
export function namesakes(id: ObjectId, { source, target, children }: Sides): readonly ObjectId[] {
  const wanted = source.objects.get(id);
  if (wanted === undefined || target.objects.has(id)) return [];
  const [table = ''] = wanted.parents;
  const named = (of: ObjectId): ObjectId => childId('constraint', of, wanted.name);
  const below = wanted.attributes.type === 'check' ? withTablesBelow(table, children) : [];
  return [
    ...[...below].map(named).filter((each) => target.objects.has(each)),
    ...ancestorsOf(target.objects.get(table))
      .map(named)
      .filter((key) => target.objects.get(key)?.attributes.type === 'foreign_key'),
  ];
}

/** The table and all that inherit from it, or are its partitions, on either side. */
export function withTablesBelow(table: ObjectId, children: Sides['children']): ReadonlySet<ObjectId> {
  const tables = new Set([table]);
  for (const each of tables) for (const { id, kind } of children(each)) if (kind === 'table') tables.add(id);
  return tables;
}

/** Whether a child's table, which is there, begins to inherit only then: what it inherits it must have before. */
export function joinsLater(
  { parents: [table = ''] }: CatalogObject,
  { parents: [ancestor = ''] }: CatalogObject,
  { target, isMade }: PlanContext,
): boolean {
  return !isMade(table) && !ancestorsOf(target.objects.get(table)).includes(ancestor);
}

/** Whether a catalog has this table as a partition. */
export function isPartition(table: ObjectId, { objects }: Catalog): boolean {
  return typeof objects.get(table)?.attributes.partition_bound === 'string';
}

/** Whether it belongs to a partition that is made: that is attached in a statement of its own, and has its columns before. */
export function isOfNewPartition({ parents: [table = ''] }: CatalogObject, { goal, isMade }: PlanContext): boolean {
  return isMade(table) && isPartition(table, goal);
}

/** From a table to those that inherit from it. */
const tablesBelow = perCatalog(({ objects }): ReadonlyMap<ObjectId, readonly ObjectId[]> => {
  const below = new Map<ObjectId, ObjectId[]>();
  for (const table of objects.values()) {
    for (const ancestor of ancestorsOf(table)) {
      const known = below.get(ancestor);
      if (known === undefined) below.set(ancestor, [table.id]);
      else known.push(table.id);
    }
  }
  return below;
});

/** What has the object's name in the tables that inherit from the object's. */
export function heirs(
  { kind, name, parents: [table = ''] }: CatalogObject,
  catalog: Catalog,
): readonly CatalogObject[] {
  const below = tablesBelow(catalog).get(table) ?? [];
  return below.flatMap((each) => catalog.objects.get(childId(kind, each, name)) ?? []);
}

/** The tables that a table inherits from, or is a partition of. */
export function ancestorsOf(table: CatalogObject | undefined): readonly ObjectId[] {
  return (table?.facts.ancestors ?? []) as readonly ObjectId[];
}

/** A condition over `pg_class c`: it inherits from these tables in this order, and has this partition's bound. */
export function hasPlace(place: {
  readonly inherits: readonly string[];
  readonly partition_bound: string | null;
}): string {
  const ancestors = place.inherits.map((each) => `pg_catalog.to_regclass(${literal(each)})`);
  return (
    `ARRAY(SELECT i.inhparent FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) = ` +
    `ARRAY[${ancestors.join(', ')}]::oid[] ` +
    `AND pg_catalog.pg_get_expr(c.relpartbound, c.oid) IS NOT DISTINCT FROM ${nullable(place.partition_bound)}`
  );
}
