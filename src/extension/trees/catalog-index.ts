import { setImmediate } from 'node:timers/promises';
import type { KindName, ObjectId } from '../../engine/model';
import type { SchemaView, ViewedObject } from '../schema-view';
import { byRank } from './kind-presentation';

/** After so many objects the extension host may do something else. */
const BATCH = 4000;

type ByKind = Map<KindName, ViewedObject[]>;

/** A catalog arranged for a tree, so that opening a node costs only that node's children. */
export class CatalogIndex {
  readonly catalog: SchemaView;
  readonly #schemas = new Map<string, ByKind>();
  readonly #outside: ByKind = new Map();
  readonly #children = new Map<ObjectId, ByKind>();
  readonly #isPart: (kind: KindName) => boolean;

  private constructor(catalog: SchemaView, isPart: (kind: KindName) => boolean) {
    this.catalog = catalog;
    this.#isPart = isPart;
  }

  /**
   * Arranges a catalog, a batch at a time.
   * @param isPart tells kinds that are shown as an attribute of their parent, and not as a node
   */
  static async build(catalog: SchemaView, isPart: (kind: KindName) => boolean): Promise<CatalogIndex> {
    const index = new CatalogIndex(catalog, isPart);
    let count = 0;
    for (const object of catalog.objects.values()) {
      index.#add(object);
      if (++count % BATCH === 0) await setImmediate();
    }
    return index;
  }

  get schemas(): readonly string[] {
    return [...this.#schemas.keys()].sort((a, b) => a.localeCompare(b));
  }

  /** The kinds that a schema holds; of what lies in no schema for null. */
  kindsIn(schema: string | null): readonly KindName[] {
    return kindsOf(this.#topOf(schema));
  }

  /** The objects of a kind that lie directly in a schema, by name. */
  objectsIn(schema: string | null, kind: KindName): readonly ViewedObject[] {
    return sorted(this.#topOf(schema)?.get(kind));
  }

  countIn(schema: string | null, kind?: KindName): number {
    const top = this.#topOf(schema);
    if (kind !== undefined) return top?.get(kind)?.length ?? 0;
    return [...(top?.values() ?? [])].reduce((sum, objects) => sum + objects.length, 0);
  }

  childKinds(id: ObjectId): readonly KindName[] {
    return kindsOf(this.#children.get(id));
  }

  /** The children of an object: columns in their order, others by name. */
  childrenOf(id: ObjectId, kind: KindName): readonly ViewedObject[] {
    return sorted(this.#children.get(id)?.get(kind));
  }

  childCount(id: ObjectId, kind: KindName): number {
    return this.#children.get(id)?.get(kind)?.length ?? 0;
  }

  /** The object that this one is shown under. Undefined for what lies directly in a schema or outside of all. */
  parentOf(object: ViewedObject): ViewedObject | undefined {
    return parentIn(this.catalog, object);
  }

  #topOf(schema: string | null): ByKind | undefined {
    return schema === null ? this.#outside : this.#schemas.get(schema);
  }

  #add(object: ViewedObject): void {
    if (this.#isPart(object.kind)) return;
    if (object.kind === 'schema') {
      this.#schema(object.name);
      return;
    }
    const parent = this.parentOf(object);
    if (parent !== undefined) put(entry(this.#children, parent.id), object);
    else put(object.schema === null ? this.#outside : this.#schema(object.schema), object);
  }

  #schema(name: string): ByKind {
    return entry(this.#schemas, name);
  }
}

/** The object that another one is shown under: its first parent, when that is more than its schema. */
export function parentIn(catalog: SchemaView, object: ViewedObject): ViewedObject | undefined {
  const id = object.parents[0];
  const parent = id === undefined ? undefined : catalog.objects.get(id);
  return parent?.kind === 'schema' ? undefined : parent;
}

function entry<K>(map: Map<K, ByKind>, key: K): ByKind {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh: ByKind = new Map();
  map.set(key, fresh);
  return fresh;
}

function put(byKind: ByKind, object: ViewedObject): void {
  const objects = byKind.get(object.kind);
  if (objects === undefined) byKind.set(object.kind, [object]);
  else objects.push(object);
}

function kindsOf(byKind: ByKind | undefined): readonly KindName[] {
  return [...(byKind?.keys() ?? [])].sort(byRank);
}

function sorted(objects: readonly ViewedObject[] | undefined): readonly ViewedObject[] {
  return [...(objects ?? [])].sort(
    (a, b) => a.position - b.position || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1),
  );
}
