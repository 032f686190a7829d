import type { Attributes, Catalog, CatalogObject, ObjectId } from '../model';
import { dependentsOf } from '../dependents';
import { qualified } from '../quote';
import { childrenByParent } from '../read';
import { kindOf } from '../registry';
import { idNamed, pathOf, signatureOf } from './identities';
import { eachText, withName } from './names';

export interface RenamedCatalog {
  readonly catalog: Catalog;
  /** Identities that changed: before → after. */
  readonly ids: ReadonlyMap<ObjectId, ObjectId>;
  /** The identities, as they were, of everything that the new name may show in. */
  readonly touched: ReadonlySet<ObjectId>;
}

/** The object alone, as it is under another name. */
export function named(object: CatalogObject, name: string, catalog: Catalog): CatalogObject {
  return follow(object, { ...object, id: idNamed(object, name), name }, catalog.objects);
}

/**
 * A catalog in which one object has another name: identities, parents, dependencies and facts follow. Attributes stay
 * as they were read.
 */
export function renameIn(catalog: Catalog, object: CatalogObject, name: string): RenamedCatalog {
  const children = childrenByParent(catalog);
  const dependents = dependentsOf(catalog);
  const ids = new Map<ObjectId, ObjectId>();
  const touched = new Set<ObjectId>();
  const family = withHeirs(object, catalog);
  const visit = (each: CatalogObject, rename: (id: ObjectId) => ObjectId): void => {
    for (const id of [each.id, ...dependents(each.id)]) touched.add(id);
    for (const child of children.get(each.id) ?? []) {
      if (family.has(child.id)) continue;
      if (rename(child.id) !== child.id) ids.set(child.id, rename(child.id));
      visit(child, rename);
    }
  };
  for (const each of family.values()) {
    const after = named(each, name, catalog);
    ids.set(each.id, after.id);
    for (const parent of each.parents) touched.add(parent);
    visit(each, (id) => withName(id, pathOf(each), pathOf(after)));
  }

  const isAlone = kindOf(object.kind).rename?.alone === true || object.schema === null;
  const [from, to] = [qualified(object.schema, object.name), qualified(object.schema, name)];
  if (!isAlone) {
    for (const id of touched) {
      const user = catalog.objects.get(id);
      const signature = user === undefined ? '' : signatureOf(user);
      const after = withName(signature, from, to);
      if (after !== signature) ids.set(id, (ids.get(id) ?? id).slice(0, -signature.length) + after);
    }
  }
  const changed = (text: string): string => ids.get(text) ?? (isAlone ? text : withName(text, from, to));
  const objects = replaced(catalog, ids, touched, (each) => ({
    ...each,
    name: family.has(each.id) ? name : each.name,
    facts: eachText(each.facts, changed) as Attributes,
  }));
  return { catalog: { ...catalog, objects, dependencies: dependenciesAfter(catalog, ids) }, ids, touched };
}

/** The object and all that cannot but have its name: columns that inherit it. */
function withHeirs(object: CatalogObject, catalog: Catalog): ReadonlyMap<ObjectId, CatalogObject> {
  const family = new Map([[object.id, object]]);
  for (const each of family.values()) {
    for (const heir of kindOf(each.kind).rename?.heirs?.(each, catalog) ?? []) family.set(heir.id, heir);
  }
  return family;
}

function replaced(
  catalog: Catalog,
  ids: ReadonlyMap<ObjectId, ObjectId>,
  touched: ReadonlySet<ObjectId>,
  change: (object: CatalogObject) => CatalogObject,
): ReadonlyMap<ObjectId, CatalogObject> {
  const objects = new Map<ObjectId, CatalogObject>();
  for (const object of catalog.objects.values()) {
    const id = ids.get(object.id) ?? object.id;
    const parents = object.parents.map((parent) => ids.get(parent) ?? parent);
    objects.set(id, touched.has(object.id) ? { ...change(object), id, parents } : object);
  }
  for (const was of touched) {
    const before = catalog.objects.get(was);
    const after = objects.get(ids.get(was) ?? was);
    if (before !== undefined && after !== undefined) objects.set(after.id, follow(before, after, objects));
  }
  return objects;
}

function follow(
  before: CatalogObject,
  after: CatalogObject,
  objects: ReadonlyMap<ObjectId, CatalogObject>,
): CatalogObject {
  const parents = after.parents.flatMap((id) => objects.get(id) ?? []);
  return kindOf(after.kind).followRename?.(before, after, parents) ?? after;
}

function dependenciesAfter(
  { dependencies }: Catalog,
  ids: ReadonlyMap<ObjectId, ObjectId>,
): ReadonlyMap<ObjectId, readonly ObjectId[]> {
  const after = new Map<ObjectId, readonly ObjectId[]>();
  for (const [id, on] of dependencies) {
    after.set(ids.get(id) ?? id, on.some((each) => ids.has(each)) ? on.map((each) => ids.get(each) ?? each) : on);
  }
  return after;
}
