import type { Attributes, CatalogObject, ObjectId, Value } from './model';

/**
 * What databases say alike, while they are read beside each other: an object that looks the same in another one is kept
 * once, and is seen at once to be the same.
 */
export class Twins {
  readonly #sides: ReadonlyMap<ObjectId, CatalogObject>[] = [];

  /**
   * @param objects what has been read of one database so far
   * Out: gives an object of that database, or the same of another one
   */
  beside(objects: ReadonlyMap<ObjectId, CatalogObject>): (object: CatalogObject) => CatalogObject {
    this.#sides.push(objects);
    return (object) => this.#twinOf(object, objects) ?? object;
  }

  #twinOf(object: CatalogObject, own: ReadonlyMap<ObjectId, CatalogObject>): CatalogObject | undefined {
    for (const side of this.#sides) {
      const other = side === own ? undefined : side.get(object.id);
      if (other !== undefined && isSame(other, object)) return other;
    }
    return undefined;
  }
}

function isSame(a: CatalogObject, b: CatalogObject): boolean {
  return areAlike(a.attributes, b.attributes) && areAlike(a.facts, b.facts) && areAlike(a.parents, b.parents);
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
