import type { Attributes, CatalogObject, ObjectId, Value } from './model';

/**
 * What databases say alike, while they are read beside each other: an object that looks the same in all of them is kept
 * once, and is seen at once to be the same.
 */
export class Twins {
  readonly #first = new Map<ObjectId, CatalogObject>();

  /** The object, or the same of another database. */
  once(object: CatalogObject): CatalogObject {
    const first = this.#first.get(object.id);
    if (first === undefined) {
      this.#first.set(object.id, object);
      return object;
    }
    const isSame =
      areAlike(first.attributes, object.attributes) &&
      areAlike(first.facts, object.facts) &&
      areAlike(first.parents, object.parents);
    return isSame ? first : object;
  }
}

/** Whether two values are the same throughout; those of most objects are, and nothing need be made to tell. */
export function areAlike(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [a as Attributes, b as Attributes];
  for (const key in left) if (!areAlike(left[key], right[key])) return false;
  for (const key in right) if (!(key in left)) return false;
  return true;
}
