import { changesBetween } from '../compare';
import { FACETS } from '../facets';
import type { Catalog, CatalogObject, Difference, Drift, ObjectId, PossibleRename, Value } from '../model';
import { ident, qualified } from '../quote';
import { childrenByParent } from '../read';
import { childId } from '../reader';
import { kindOf } from '../registry';
import { eachText, withName } from './names';

/**
 * The renames that the structure suggests: an extra and a missing object of one kind and place that have the same
 * shape, which no other object has; a name inside an object that was replaced at its place. When in doubt, none.
 * Where renames were accepted already, these are the ones that may be accepted as well.
 */
export function possibleRenames(drift: Drift): readonly PossibleRename[] {
  const extra = byShape(drift, 'extra');
  const missing = byShape(drift, 'missing');
  const whole = [...extra].flatMap(([shape, [from, ...more]]) => {
    const [to, ...others] = missing.get(shape) ?? [];
    if (from === undefined || to === undefined || more.length > 0 || others.length > 0) return [];
    return [{ from: idBefore(drift, from.id), to: to.id, why: kindOf(from.kind).rename?.why ?? '' }];
  });
  return [...whole, ...drift.differences.flatMap((difference) => memberRenames(drift, difference))];
}

function byShape({ source, target, differences }: Drift, status: 'missing' | 'extra'): Map<string, CatalogObject[]> {
  const [own, other] = status === 'missing' ? [source, target] : [target, source];
  const objects = differences.flatMap((each) => (each.status === status ? (own.objects.get(each.id) ?? []) : []));
  const children = childrenByParent(own);
  const shapes = new Map<string, CatalogObject[]>();
  for (const object of objects) {
    const shape = shapeOf(object, own, other, children);
    if (shape === null) continue;
    const key = JSON.stringify([object.kind, object.schema, object.parents, shape]);
    shapes.set(key, [...(shapes.get(key) ?? []), object]);
  }
  return shapes;
}

/** What must be the same in two objects that may be one. */
function shapeOf(
  object: CatalogObject,
  own: Catalog,
  other: Catalog,
  children: ReadonlyMap<ObjectId, readonly CatalogObject[]>,
): Value | null {
  const { rename } = kindOf(object.kind);
  if (rename === undefined) return null;
  if (rename.shape !== undefined) return rename.shape(object, { own, other, children: children.get(object.id) ?? [] });
  const compared = Object.fromEntries(Object.entries(object.attributes).filter(([name]) => !FACETS.has(name)));
  const name = rename.alone === true ? ident(object.name) : qualified(object.schema, object.name);
  return eachText(compared, (text) => withName(text, name, ''));
}

/** How the target calls it, which the renames accepted so far do not change. */
function idBefore({ target }: Drift, id: ObjectId): ObjectId {
  return target.renames?.formerIds.get(id) ?? id;
}

function memberRenames(drift: Drift, { id, status }: Difference): PossibleRename[] {
  const { source, target } = drift;
  const [wanted, actual] = [source.objects.get(id), target.objects.get(id)];
  if (status !== 'changed' || wanted === undefined || actual === undefined) return [];
  const { members, label } = kindOf(actual.kind);
  if (members === undefined) return [];
  const [has, wants] = [members.names(actual), members.names(wanted)];
  const [from, ...more] = has.filter((name) => !wants.includes(name));
  const [to, ...others] = wants.filter((name) => !has.includes(name));
  if (from === undefined || to === undefined || more.length > 0 || others.length > 0) return [];
  const version = Math.min(source.server.version, target.server.version);
  const left = changesBetween(wanted, members.renamed(actual, from, to), version);
  if (left.some(({ attribute }) => attribute === members.attribute)) return [];
  const before = childId(members.kind, idBefore(drift, id), from);
  return [{ from: before, to: childId(members.kind, id, to), why: `the same place in the ${label.one}` }];
}
