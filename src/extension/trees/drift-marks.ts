import type { Difference, ObjectId } from '../../engine/model';
import type { DriftView, SchemaView } from '../schema-view';
import { parentIn } from './catalog-index';

/** Which objects differ, and how many differences lie under each object, schema and kind. */
export class DriftMarks {
  readonly #drift: DriftView;
  readonly #differences = new Map<ObjectId, Difference>();
  readonly #below = new Map<string, number>();

  constructor(drift: DriftView) {
    this.#drift = drift;
    for (const difference of drift.differences) {
      this.#differences.set(difference.id, difference);
      for (const key of this.#above(difference)) this.#below.set(key, (this.#below.get(key) ?? 0) + 1);
    }
  }

  get total(): number {
    return this.#drift.differences.length;
  }

  differenceOf(id: ObjectId): Difference | undefined {
    return this.#differences.get(id);
  }

  /** How many differences lie under an object, without its own. */
  under(id: ObjectId): number {
    return this.#below.get(id) ?? 0;
  }

  /** How many lie in a schema (null: in none), or among its objects of one kind. */
  within(schema: string | null, kind?: string): number {
    return this.#below.get(placeKey(schema, kind)) ?? 0;
  }

  /** How many lie among the children of one kind. */
  among(parent: ObjectId, kind: string): number {
    return this.#below.get(groupKey(parent, kind)) ?? 0;
  }

  /** Everything that a difference lies under. */
  *#above({ id }: Difference): Iterable<string> {
    const catalog = this.#drift.source.objects.has(id) ? this.#drift.source : this.#drift.target;
    let object = catalog.objects.get(id);
    if (object === undefined) return;
    const { schema } = object;
    for (const parent of ancestors(catalog, id)) {
      yield groupKey(parent, object.kind);
      yield parent;
      object = catalog.objects.get(parent) ?? object;
    }
    if (object.kind === 'schema') {
      yield placeKey(object.name);
    } else {
      yield placeKey(schema, object.kind);
      yield placeKey(schema);
    }
  }
}

/** The objects that an object is shown under, from the nearest. */
export function ancestors(catalog: SchemaView, id: ObjectId): readonly ObjectId[] {
  const found: ObjectId[] = [];
  for (let at = catalog.objects.get(id); at !== undefined;) {
    at = parentIn(catalog, at);
    if (at === undefined || found.includes(at.id)) break;
    found.push(at.id);
  }
  return found;
}

function placeKey(schema: string | null, kind?: string): string {
  return JSON.stringify(['in', schema, kind]);
}

function groupKey(parent: ObjectId, kind: string): string {
  return JSON.stringify(['under', parent, kind]);
}
