import type { ObjectId } from './model';
import { perCatalog } from './per-catalog';

/** From an object to those that depend on it, its children among them. */
export const dependentsOf = perCatalog((catalog): ReadonlyMap<ObjectId, readonly ObjectId[]> => {
  const dependents = new Map<ObjectId, Set<ObjectId>>();
  const add = (id: ObjectId, on: ObjectId): void => {
    const set = dependents.get(on);
    if (set === undefined) dependents.set(on, new Set([id]));
    else set.add(id);
  };
  for (const [id, list] of catalog.dependencies) for (const on of list) add(id, on);
  for (const object of catalog.objects.values()) for (const parent of object.parents) add(object.id, parent);
  return new Map([...dependents].map(([id, set]) => [id, [...set].sort()]));
});
