import type { Catalog, CatalogObject, ObjectId } from '../model';
import { operationsBetween } from '../operations';
import { childrenByParent } from '../read';
import { orderedSteps } from '../steps';

/** Children are asked for once per catalog, definitions many times. */
const childrenOf = new WeakMap<Catalog, ReadonlyMap<ObjectId, readonly CatalogObject[]>>();

/**
 * The complete DDL of one object with everything that belongs to it, as a migration would create it.
 * @returns an empty text where the catalog has no such object
 */
export function definition(catalog: Catalog, id: ObjectId): string {
  const objects = new Map<ObjectId, CatalogObject>();
  const dependencies = new Map<ObjectId, readonly ObjectId[]>();
  const children = childrenOf.get(catalog) ?? childrenByParent(catalog);
  childrenOf.set(catalog, children);
  const take = (object: CatalogObject): void => {
    objects.set(object.id, object);
    dependencies.set(object.id, catalog.dependencies.get(object.id) ?? []);
    for (const child of children.get(object.id) ?? []) {
      // A partition is shown by itself, not inside its table.
      if (child.kind !== object.kind && !objects.has(child.id)) take(child);
    }
  };
  const object = catalog.objects.get(id);
  if (object === undefined) return '';
  take(object);
  const goal = { ...catalog, objects, dependencies };
  const nothing = { ...catalog, objects: new Map(), dependencies: new Map() };
  const steps = orderedSteps(nothing, goal, operationsBetween(nothing, goal));
  return steps.map((step) => step.statements.map((statement) => `${statement};\n`).join('')).join('\n');
}
