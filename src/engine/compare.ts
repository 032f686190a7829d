import { isSameText } from './array-casts';
import { grantsKnownTo } from './grants';
import type { Attributes, Catalog, CatalogObject, Change, Difference, Drift, ObjectId, Status, Value } from './model';
import { kindOf, rankOf } from './registry';
import { areAlike } from './twins';

interface Entry {
  readonly object: CatalogObject;
  readonly status: Status;
  readonly changes: Change[];
  readonly includes: ObjectId[];
}

/**
 * The differences that remain when both catalogs are taken object by object. What belongs to a missing or extra object
 * is part of that one difference, and a part such as a column's default is a change of its parent.
 */
export function compare(wholeSource: Catalog, wholeTarget: Catalog): Drift {
  const unread = new Set([...wholeSource.notRead, ...wholeTarget.notRead].map(({ kind }) => kind));
  const [source, target] = [readByBoth(wholeSource, unread), readByBoth(wholeTarget, unread)];
  const found = new Map<ObjectId, Entry>();
  const note = (object: CatalogObject, status: Status, changes: readonly Change[]): void => {
    const known = found.get(object.id);
    if (known) known.changes.push(...changes);
    else found.set(object.id, { object, status, changes: [...changes], includes: [] });
  };
  const version = Math.min(source.server.version, target.server.version);
  const parts: { object: CatalogObject; change: Change }[] = [];
  const look = (object: CatalogObject, wanted?: CatalogObject, actual?: CatalogObject): void => {
    if (wanted && actual && actual.renamed === undefined && areAlike(wanted.attributes, actual.attributes)) {
      keepOnce(wanted, actual);
      return;
    }
    const isCarried = kindOf(object.kind).isCarrier?.(object) === true && parentsOnBoth(object, source, target);
    const status = isCarried || (wanted && actual) ? 'changed' : actual === undefined ? 'missing' : 'extra';
    const changes =
      status === 'changed'
        ? [...(actual?.renamed ?? []), ...changesBetween(wanted ?? blank(object), actual ?? blank(object), version)]
        : [];
    if (status === 'changed' && changes.length === 0) return;
    const part = kindOf(object.kind).part;
    if (part === undefined) note(object, status, changes);
    else parts.push({ object, change: partChange(object, part, wanted, actual) });
  };
  let extra = target.objects.size;
  for (const wanted of source.objects.values()) {
    const actual = target.objects.get(wanted.id);
    if (actual !== undefined) extra -= 1;
    look(wanted, wanted, actual);
  }
  for (const actual of target.objects.values()) {
    if (extra === 0) break;
    if (source.objects.has(actual.id)) continue;
    extra -= 1;
    look(actual, undefined, actual);
  }
  for (const { object, change } of parts) {
    const parent = object.parents[0];
    const whole = parent === undefined ? undefined : (source.objects.get(parent) ?? target.objects.get(parent));
    if (whole === undefined) continue;
    const known = found.get(whole.id);
    if (known !== undefined && known.status !== 'changed') known.includes.push(object.id);
    else note(whole, 'changed', [change]);
  }
  return { source, target, differences: fold(found) };
}

function parentsOnBoth({ parents }: CatalogObject, source: Catalog, target: Catalog): boolean {
  return parents.every((id) => source.objects.has(id) && target.objects.has(id));
}

/** The object with nothing said about it. */
function blank(object: CatalogObject): CatalogObject {
  return { ...object, attributes: { grants: {} } };
}

function partChange(object: CatalogObject, part: string, wanted?: CatalogObject, actual?: CatalogObject): Change {
  return {
    attribute: object.kind,
    source: wanted?.attributes[part] ?? null,
    target: actual?.attributes[part] ?? null,
  };
}

/** What comes or goes with a parent joins the parent's difference. */
function fold(found: ReadonlyMap<ObjectId, Entry>): Difference[] {
  const rootOf = (id: ObjectId): ObjectId => {
    const entry = found.get(id);
    if (entry === undefined) return id;
    const parent =
      entry.status === 'changed'
        ? followed(entry, found)
        : entry.object.parents.find((each) => found.get(each)?.status === entry.status);
    return parent === undefined ? id : rootOf(parent);
  };
  for (const [id, entry] of found) {
    const root = rootOf(id);
    if (root !== id) found.get(root)?.includes.push(id, ...entry.includes);
  }
  return [...found]
    .filter(([id]) => rootOf(id) === id)
    .map(([id, { object, status, changes, includes }]) => ({
      id,
      kind: object.kind,
      schema: object.schema,
      name: object.name,
      parent: object.parents[0] ?? null,
      status,
      changes,
      includes: [...new Set(includes)].sort(),
    }))
    .sort(byPlace);
}

/** The same change of an inherited column and of its parent's column is one. */
function followed(entry: Entry, found: ReadonlyMap<ObjectId, Entry>): ObjectId | undefined {
  return entry.object.parents.slice(1).find((id) => {
    const parent = found.get(id);
    return (
      parent?.status === 'changed' &&
      parent.object.kind === entry.object.kind &&
      entry.changes.every((change) => parent.changes.some((other) => isSame({ ...change }, { ...other })))
    );
  });
}

/** What one side could not read is neither missing nor extra on the other. */
function readByBoth(catalog: Catalog, unread: ReadonlySet<string>): Catalog {
  if (unread.size === 0) return catalog;
  const objects = new Map<ObjectId, CatalogObject>();
  const isRead = (object: CatalogObject): boolean =>
    !unread.has(object.kind) &&
    object.parents.every((id) => {
      const parent = catalog.objects.get(id);
      return parent === undefined || isRead(parent);
    });
  for (const object of catalog.objects.values()) if (isRead(object)) objects.set(object.id, object);
  return { ...catalog, objects };
}

function byPlace(a: Difference, b: Difference): number {
  return rankOf(a.kind) - rankOf(b.kind) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** What was not read together: so that who compares these again sees at once that they are the same. */
function keepOnce({ attributes }: CatalogObject, twin: { attributes: Attributes }): void {
  twin.attributes = attributes;
}

/** The attributes in which two versions of one object differ, among those that servers of this version have. */
export function changesBetween(source: CatalogObject, target: CatalogObject, version: number): Change[] {
  if (areAlike(source.attributes, target.attributes)) return [];
  const { since, open, grantLists } = kindOf(source.kind);
  const names = Object.keys(source.attributes);
  for (const attribute of Object.keys(target.attributes)) if (!(attribute in source.attributes)) names.push(attribute);
  const changes: Change[] = [];
  for (const attribute of names) {
    if (source.attributes[attribute] === target.attributes[attribute]) continue;
    if ((since?.[attribute] ?? 0) > version) continue;
    const known = (value: Value | undefined): Value =>
      attribute === 'grants' || grantLists?.includes(attribute)
        ? grantsKnownTo(version, value ?? null)
        : (value ?? null);
    const wanted = known(source.attributes[attribute]);
    const actual = known(target.attributes[attribute]);
    if (open?.includes(attribute) && (wanted === null || actual === null)) continue;
    if (!isSame(wanted, actual)) changes.push({ attribute, source: wanted, target: actual });
  }
  return changes;
}

function isSame(a: Value, b: Value): boolean {
  if (a === b || (typeof a === 'string' && typeof b === 'string' && isSameText(a, b))) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const left = a as Readonly<Record<string, Value>>;
  const right = b as Readonly<Record<string, Value>>;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => key in right && isSame(left[key] ?? null, right[key] ?? null))
  );
}
