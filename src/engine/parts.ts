import type { Drift, ObjectId } from './model';
import { kindOf } from './registry';

/** The parts of either side, such as columns' defaults, by the object that they are a part of. */
export function partsByParent({ source, target }: Drift): ReadonlyMap<ObjectId, readonly ObjectId[]> {
  const parts = new Map<ObjectId, Set<ObjectId>>();
  for (const { id, kind, parents } of [...source.objects.values(), ...target.objects.values()]) {
    const parent = parents[0];
    if (parent === undefined || kindOf(kind).part === undefined) continue;
    parts.set(parent, (parts.get(parent) ?? new Set()).add(id));
  }
  return new Map([...parts].map(([parent, ids]) => [parent, [...ids]]));
}
