import type { Brought, Catalog, CatalogObject, Difference, Drift, ObjectId } from './model';
import { changesBetween } from './compare';
import { FACETS } from './facets';
import { partsByParent } from './parts';
import { PlanRefused } from './plan-refused';
import { childrenByParent } from './read';
import { kindOf, KINDS } from './registry';

type Parts = ReadonlyMap<ObjectId, readonly ObjectId[]>;

const PART_KINDS = new Set(KINDS.filter(({ part }) => part !== undefined).map(({ name }) => name));

export interface Goal {
  /** What the target shall look like. */
  readonly catalog: Catalog;
  readonly brought: readonly Brought[];
  /** The differences that were chosen or brought. */
  readonly taken: ReadonlySet<ObjectId>;
  /** The difference that an object belongs to. */
  readonly differenceOf: ReadonlyMap<ObjectId, ObjectId>;
}

/**
 * The state that a choice of differences leads to: all of them, or those chosen and what they need.
 * @throws PlanRefused when something chosen would drop what something not chosen needs
 */
export function goalOf(drift: Drift, chosen?: ReadonlySet<ObjectId>): Goal {
  const differenceOf = new Map<ObjectId, ObjectId>();
  const byId = new Map<ObjectId, Difference>();
  for (const difference of drift.differences) {
    byId.set(difference.id, difference);
    for (const id of [difference.id, ...difference.includes]) differenceOf.set(id, difference.id);
  }
  const parts = partsByParent(drift);
  for (const [parent, ids] of parts) {
    const difference = differenceOf.get(parent);
    if (difference !== undefined) for (const id of ids) if (!differenceOf.has(id)) differenceOf.set(id, difference);
  }
  if (chosen === undefined) return { catalog: drift.source, brought: [], differenceOf, taken: new Set(byId.keys()) };
  const brought: Brought[] = [];
  const heldNames = holders(drift, differenceOf);
  const companions = companionsIn(drift, parts, differenceOf);
  const taken = new Set<ObjectId>();
  const queue = [...chosen];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const difference = byId.get(differenceOf.get(id) ?? id);
    if (difference === undefined) throw new PlanRefused(id, 'is no difference between source and target');
    if (taken.has(difference.id)) continue;
    taken.add(difference.id);
    const needs = [...needsOf(drift, difference, parts, differenceOf, byId), ...heldNames(difference)];
    for (const need of [...needs, ...companions(difference)]) {
      if (need.difference === difference.id || taken.has(need.difference) || queue.includes(need.difference)) continue;
      if (!chosen.has(need.difference))
        brought.push({ object: need.difference, reason: need.reason, neededBy: difference.id });
      queue.push(need.difference);
    }
  }
  const catalog = mix(drift, taken, parts, byId);
  refuseOrphans(drift, catalog);
  return { catalog, brought, differenceOf, taken };
}

/** Missing objects that the difference's source version stands on, and changes that must let go of what it drops. */
function needsOf(
  { source, target }: Drift,
  difference: Difference,
  parts: Parts,
  differenceOf: ReadonlyMap<ObjectId, ObjectId>,
  byId: ReadonlyMap<ObjectId, Difference>,
): { difference: ObjectId; reason: string }[] {
  const needs: { difference: ObjectId; reason: string }[] = [];
  const members = membersOf(difference, parts);
  if (difference.status !== 'extra') {
    for (const id of members) {
      const parents = source.objects.get(id)?.parents ?? [];
      const on = throughDerived([...(source.dependencies.get(id) ?? []), ...parents], source, differenceOf);
      for (const each of on) {
        const need = differenceOf.get(each);
        if (need === undefined || need === difference.id) continue;
        if (target.objects.has(each) && !changesShape(byId.get(need))) continue;
        needs.push({ difference: need, reason: `${difference.id} needs it` });
      }
    }
    return needs;
  }
  const gone = new Set(members);
  for (const id of members) {
    const [parent, ...others] = target.objects.get(id)?.parents ?? [];
    // What is inherited, or attached, goes with what it is a part of, with what it comes from, or when that is left.
    if (parent !== undefined && gone.has(parent)) continue;
    for (const each of others.filter((other) => source.objects.has(other))) {
      const need = differenceOf.get(each) ?? differenceOf.get(parent ?? '');
      if (need !== undefined) needs.push({ difference: need, reason: `${id} can only go with it` });
    }
  }
  for (const [id, on] of target.dependencies) {
    if (gone.has(id) || !source.objects.has(id) || !on.some((each) => gone.has(each))) continue;
    const own = differenceOf.get(id);
    if (own !== undefined) {
      needs.push({ difference: own, reason: `${difference.id} can only be dropped when it no longer uses it` });
      continue;
    }
    // It looks the same on both sides and yet stands on something else there: that has to come as well.
    for (const each of source.dependencies.get(id) ?? []) {
      const need = target.objects.has(each) ? undefined : differenceOf.get(each);
      if (need !== undefined) needs.push({ difference: need, reason: `${id} needs it once ${difference.id} is gone` });
    }
  }
  return needs;
}

/** All that is taken with a difference: what it includes, and the parts of all that. */
function membersOf({ id, includes }: Difference, parts: Parts): readonly ObjectId[] {
  return [id, ...includes].flatMap((each) => [each, ...(parts.get(each) ?? [])]);
}

/** These and, where one of them is alike on both sides and looks as what it reads, what it reads. */
function throughDerived(
  ids: readonly ObjectId[],
  { objects, dependencies }: Catalog,
  differenceOf: ReadonlyMap<ObjectId, ObjectId>,
): ReadonlySet<ObjectId> {
  const all = new Set(ids);
  for (const id of all) {
    const object = differenceOf.has(id) ? undefined : objects.get(id);
    if (object === undefined || kindOf(object.kind).isDerived !== true) continue;
    for (const on of dependencies.get(id) ?? []) all.add(on);
  }
  return all;
}

/** What a kind says that a difference can't be made without, and what its expressions may be written with. */
function companionsIn(
  { source, target }: Drift,
  parts: Parts,
  differenceOf: ReadonlyMap<ObjectId, ObjectId>,
): (difference: Difference) => { difference: ObjectId; reason: string }[] {
  const [wanted, actual] = [childrenByParent(source), childrenByParent(target)];
  const sides = {
    source,
    target,
    children: (id: ObjectId) => [...(wanted.get(id) ?? []), ...(actual.get(id) ?? [])],
  };
  const notations = new Map<ObjectId, ObjectId[]>();
  for (const { id, kind } of source.objects.values()) {
    if (kindOf(kind).isNotation !== true || target.objects.has(id)) continue;
    for (const on of source.dependencies.get(id) ?? []) notations.set(on, [...(notations.get(on) ?? []), id]);
  }
  const prerequisites = (id: ObjectId): readonly ObjectId[] => {
    const object = source.objects.get(id) ?? target.objects.get(id);
    return object === undefined ? [] : (kindOf(object.kind).prerequisites?.(id, sides) ?? []);
  };
  return (difference) => {
    const { id } = difference;
    const members = membersOf(difference, parts);
    const used = difference.status === 'extra' ? [] : members.flatMap((each) => source.dependencies.get(each) ?? []);
    const needs = [
      ...members.flatMap(prerequisites).map((on) => ({ on, reason: `${id} needs it` })),
      ...used
        .flatMap((each) => notations.get(each) ?? [])
        .map((on) => ({ on, reason: `${id} may be written with it` })),
    ];
    return needs.flatMap(({ on, reason }) => {
      const need = differenceOf.get(on);
      return need === undefined ? [] : [{ difference: need, reason }];
    });
  };
}

/** Who holds a name that something chosen wants has to give it up. */
function holders(
  { source, target }: Drift,
  differenceOf: ReadonlyMap<ObjectId, ObjectId>,
): (difference: Difference) => { difference: ObjectId; reason: string }[] {
  const byClaim = new Map<string, ObjectId>();
  for (const object of target.objects.values()) {
    for (const claim of kindOf(object.kind).claims?.(object) ?? []) byClaim.set(claim, object.id);
  }
  return ({ id, status, includes }) => {
    if (status === 'extra') return [];
    return [id, ...includes].flatMap((each) => {
      const object = source.objects.get(each);
      const claims = object === undefined ? [] : (kindOf(object.kind).claims?.(object) ?? []);
      return claims.flatMap((claim) => {
        const holder = byClaim.get(claim);
        const need = holder === undefined || holder === each ? undefined : differenceOf.get(holder);
        return need === undefined ? [] : [{ difference: need, reason: `it holds a name that ${id} needs` }];
      });
    });
  };
}

/** Whether what stands on the object may need its new state: its owner, grants and comment do not matter for that. */
function changesShape(difference: Difference | undefined): boolean {
  return difference?.changes.some(({ attribute }) => !FACETS.has(attribute) && !PART_KINDS.has(attribute)) === true;
}

/** The target with the taken differences made. */
function mix(
  drift: Drift,
  taken: ReadonlySet<ObjectId>,
  parts: Parts,
  byId: ReadonlyMap<ObjectId, Difference>,
): Catalog {
  const { source, target } = drift;
  const objects = new Map<ObjectId, CatalogObject>(target.objects);
  const dependencies = new Map<ObjectId, readonly ObjectId[]>(target.dependencies);
  const take = (id: ObjectId): void => {
    const object = source.objects.get(id);
    if (object === undefined) objects.delete(id);
    else objects.set(id, object);
    const on = source.dependencies.get(id);
    if (on === undefined) dependencies.delete(id);
    else dependencies.set(id, on);
  };
  for (const id of taken) {
    const difference = byId.get(id);
    if (difference !== undefined) for (const each of membersOf(difference, parts)) take(each);
  }
  // Attributes that only one of the servers knows are no difference.
  const server = { ...target.server, version: Math.min(source.server.version, target.server.version) };
  // What looks the same on both sides is to be made as the source has it when what it is part of is made anew.
  for (const [id, object] of target.objects) {
    const wanted = source.objects.get(id);
    if (wanted === undefined || objects.get(id) !== object || !taken.has(object.parents[0] ?? '')) continue;
    if (!wanted.parents.every((parent) => objects.has(parent))) continue;
    if (changesBetween(wanted, object, server.version).length === 0) objects.set(id, wanted);
  }
  // What looks the same on both sides stands on what the source has once its own ground is gone.
  for (const [id, on] of target.dependencies) {
    const others = source.dependencies.get(id);
    if (others === undefined || dependencies.get(id) !== on || on.every((each) => objects.has(each))) continue;
    dependencies.set(
      id,
      others.filter((each) => objects.has(each)),
    );
  }
  return { ...target, server, objects, dependencies };
}

/** Something that stays may not stand on something that goes. */
function refuseOrphans({ target, source }: Drift, goal: Catalog): void {
  for (const [id, on] of target.dependencies) {
    if (!goal.objects.has(id) || source.objects.has(id)) continue;
    const lost = on.find((each) => target.objects.has(each) && !goal.objects.has(each));
    if (lost !== undefined) throw new PlanRefused(lost, `cannot be dropped while ${id} uses it; choose that as well`);
  }
}
