import type { Catalog, CatalogObject, ObjectId } from '../../model';

/** Whether a column or constraint stays when that of the parent goes: its table no longer inherits by then. */
export function outlivesInheritance(child: CatalogObject, parent: ObjectId, goal: Catalog, target: Catalog): boolean {
  if (parent === child.parents[0] || !goal.objects.has(child.parents[0] ?? '')) return false;
  const ancestor = target.objects.get(parent)?.parents[0];
  const ancestors = (goal.objects.get(child.parents[0] ?? '')?.facts.ancestors ?? []) as readonly ObjectId[];
  return ancestor !== undefined && !ancestors.includes(ancestor);
}

/** What has the object's name in the tables that inherit from the object's. */
export function heirs(
  { kind, name, parents: [table = ''] }: CatalogObject,
  objects: ReadonlyMap<ObjectId, CatalogObject>,
): readonly CatalogObject[] {
  return [...objects.values()].filter(
    (each) =>
      each.kind === kind && each.name === name && ancestorsOf(objects.get(each.parents[0] ?? '')).includes(table),
  );
}

/** The tables that a table inherits from, or is a partition of. */
export function ancestorsOf(table: CatalogObject | undefined): readonly ObjectId[] {
  return (table?.facts.ancestors ?? []) as readonly ObjectId[];
}
