import { eachOnce } from './each-once';
import type { ObjectId } from './model';
import { perCatalog } from './per-catalog';

/** From an object to those that depend on it, its children among them. */
export const dependentsOf = perCatalog((catalog): ((id: ObjectId) => readonly ObjectId[]) => {
  const lists = new Map<ObjectId, ObjectId[]>();
  const add = (id: ObjectId, on: ObjectId): void => {
    const list = lists.get(on);
    if (list === undefined) lists.set(on, [id]);
    else list.push(id);
  };
  for (const [id, list] of catalog.dependencies) for (const on of list) add(id, on);
  for (const object of catalog.objects.values()) for (const parent of object.parents) add(object.id, parent);
  // A plan asks for few of them: a list is put in order when it is asked for.
  const told = new Map<ObjectId, readonly ObjectId[]>();
  return (id) => {
    const known = told.get(id);
    if (known !== undefined) return known;
    const list = eachOnce(lists.get(id) ?? []);
    told.set(id, list);
    return list;
  };
});
