import type { Drift, ObjectId } from './model';
import { kindOf } from './registry';

/** The parts of either side, such as columns' defaults, by the object that they are a part of. */
export function partsByParent({ source, target }: Drift): ReadonlyMap<ObjectId, readonly ObjectId[]> {
  const parts = new Map<ObjectId, ObjectId[]>();
  for (const { objects } of [source, target]) {
    for (const { id, kind, parents } of objects.values()) {
      const parent = parents[0];
      if (parent === undefined || kindOf(kind).part === undefined) continue;
      const known = parts.get(parent);
      if (known === undefined) parts.set(parent, [id]);
      else if (!known.includes(id)) known.push(id);
    }
  }
  return parts;
}
