import { dependentsOf } from './dependents';
import type { Catalog, ObjectId } from './model';
import { kindOf } from './registry';

/**
 * What keeps rows of a table whole, directly or inside other values. PostgreSQL changes no type of the table's columns
 * meanwhile, nor does it write its rows again.
 */
export function keepersOf(table: ObjectId, catalog: Catalog): readonly ObjectId[] {
  const keepers = new Set<ObjectId>();
  const types = new Set([table]);
  for (const type of types) {
    for (const id of dependentsOf(catalog)(type)) {
      const how = contains(id, type, catalog);
      if (how !== null) (how === 'in a type' ? types : keepers).add(id);
    }
  }
  return [...keepers];
}

/** The tables and types whose values an object keeps, directly or inside other values. */
export function keptBy(keeper: ObjectId, catalog: Catalog): readonly ObjectId[] {
  const kept = new Set([keeper]);
  for (const id of kept) {
    for (const on of catalog.dependencies.get(id) ?? []) if (contains(id, on, catalog) !== null) kept.add(on);
  }
  kept.delete(keeper);
  return [...kept];
}

function contains(id: ObjectId, type: ObjectId, { objects }: Catalog): 'in rows' | 'in a type' | null {
  const object = objects.get(id);
  return (object && kindOf(object.kind).contains?.(object, type)) ?? null;
}
