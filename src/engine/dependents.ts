import type { ObjectId } from './model';
import { perCatalog } from './per-catalog';

/** From an object to those that depend on it, its children among them. */
export const dependentsOf = perCatalog((catalog): ReadonlyMap<ObjectId, readonly ObjectId[]> => {
  const dependents = new Map<ObjectId, ObjectId[]>();
  const add = (id: ObjectId, on: ObjectId): void => {
    const list = dependents.get(on);
    if (list === undefined) dependents.set(on, [id]);
    else list.push(id);
  };
  for (const [id, list] of catalog.dependencies) for (const on of list) add(id, on);
  for (const object of catalog.objects.values()) for (const parent of object.parents) add(object.id, parent);
  for (const [id, list] of dependents) if (list.length > 1) dependents.set(id, [...new Set(list)].sort());
  return dependents;
});
