import type { Difference, KindName, ObjectId } from '../../engine/model';
import type { DriftView } from '../schema-view';
import { byRank } from './kind-presentation';

/** The differences of a drift arranged by schema and kind. */
export class DriftIndex {
  readonly #bySchema = new Map<string | null, Map<KindName, Difference[]>>();
  readonly #byId = new Map<ObjectId, Difference>();

  constructor(drift: DriftView) {
    for (const difference of drift.differences) {
      this.#byId.set(difference.id, difference);
      const schema = schemaOf(difference);
      const kinds = this.#bySchema.get(schema) ?? new Map<KindName, Difference[]>();
      this.#bySchema.set(schema, kinds);
      kinds.set(difference.kind, [...(kinds.get(difference.kind) ?? []), difference]);
    }
  }

  /** What lies in no schema comes last. */
  get schemas(): readonly (string | null)[] {
    return [...this.#bySchema.keys()].sort((a, b) => Number(a === null) - Number(b === null) || compare(a, b));
  }

  kindsIn(schema: string | null): readonly KindName[] {
    return [...(this.#bySchema.get(schema)?.keys() ?? [])].sort(byRank);
  }

  /** The differences of a kind, or of a whole schema. */
  differencesIn(schema: string | null, kind?: KindName): readonly Difference[] {
    const kinds = this.#bySchema.get(schema);
    if (kind !== undefined) {
      return [...(kinds?.get(kind) ?? [])].sort((a, b) => compare(labelInSchema(a), labelInSchema(b)));
    }
    return [...(kinds?.values() ?? [])].flat();
  }

  find(id: ObjectId): Difference | undefined {
    return this.#byId.get(id);
  }
}

/** A schema that differs is itself listed under its name, beside what differs in it. */
export function schemaOf({ kind, schema, name }: Difference): string | null {
  return kind === 'schema' ? name : schema;
}

/** The identity without what the rows above already say: `graph_nodes.status`. */
export function labelInSchema({ id, kind, schema, name }: Difference): string {
  const path = id.startsWith(`${kind}:`) ? id.slice(kind.length + 1) : name;
  return schema !== null && path.startsWith(`${schema}.`) ? path.slice(schema.length + 1) : path;
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
}
