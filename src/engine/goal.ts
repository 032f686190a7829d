import type { Brought, Catalog, CatalogObject, Difference, Drift, ObjectId } from './model';
import { kindOf } from './registry';

/** The plan cannot do what was chosen without doing something that was not. */
export class PlanRefused extends Error {
  constructor(
    readonly object: ObjectId,
    reason: string,
  ) {
    super(`${object}: ${reason}`);
    this.name = 'PlanRefused';
  }
}

export interface Goal {
  /** What the target shall look like. */
  readonly catalog: Catalog;
  readonly brought: readonly Brought[];
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
  if (chosen === undefined) return { catalog: drift.source, brought: [], differenceOf };
  const brought: Brought[] = [];
  const taken = new Set<ObjectId>();
  const queue = [...chosen];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const difference = byId.get(differenceOf.get(id) ?? id);
    if (difference === undefined) throw new PlanRefused(id, 'is no difference between source and target');
    if (taken.has(difference.id)) continue;
    taken.add(difference.id);
    for (const need of needsOf(drift, difference, differenceOf)) {
      if (taken.has(need.difference) || queue.includes(need.difference)) continue;
      if (!chosen.has(need.difference)) brought.push({ object: need.difference, reason: need.reason });
      queue.push(need.difference);
    }
  }
  const catalog = mix(drift, taken, byId);
  refuseOrphans(drift, catalog);
  return { catalog, brought, differenceOf };
}

/** Missing objects that the difference's source version stands on, and changes that must let go of what it drops. */
function needsOf(
  { source, target }: Drift,
  difference: Difference,
  differenceOf: ReadonlyMap<ObjectId, ObjectId>,
): { difference: ObjectId; reason: string }[] {
  const needs: { difference: ObjectId; reason: string }[] = [];
  const members = [difference.id, ...difference.includes, ...partsOf(source, difference.id)];
  if (difference.status !== 'extra') {
    for (const id of members) {
      const on = [...(source.dependencies.get(id) ?? []), ...(source.objects.get(id)?.parents ?? [])];
      for (const each of on) {
        const need = differenceOf.get(each);
        if (target.objects.has(each) || need === undefined || need === difference.id) continue;
        needs.push({ difference: need, reason: `${difference.id} needs it` });
      }
    }
    return needs;
  }
  const gone = new Set(members);
  for (const [id, on] of target.dependencies) {
    const need = differenceOf.get(id);
    if (gone.has(id) || need === undefined || !on.some((each) => gone.has(each)) || !source.objects.has(id)) continue;
    needs.push({ difference: need, reason: `${difference.id} can only be dropped when it no longer uses it` });
  }
  return needs;
}

function partsOf(catalog: Catalog, id: ObjectId): ObjectId[] {
  return [...catalog.objects.values()]
    .filter((object) => object.parents[0] === id && kindOf(object.kind).part !== undefined)
    .map((object) => object.id);
}

/** The target with the taken differences made. */
function mix(drift: Drift, taken: ReadonlySet<ObjectId>, byId: ReadonlyMap<ObjectId, Difference>): Catalog {
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
    for (const each of [id, ...(byId.get(id)?.includes ?? []), ...partsOf(source, id), ...partsOf(target, id)])
      take(each);
  }
  return { ...target, objects, dependencies };
}

/** Something that stays may not stand on something that goes. */
function refuseOrphans({ target, source }: Drift, goal: Catalog): void {
  for (const [id, on] of target.dependencies) {
    if (!goal.objects.has(id) || source.objects.has(id)) continue;
    const lost = on.find((each) => target.objects.has(each) && !goal.objects.has(each));
    if (lost !== undefined) throw new PlanRefused(lost, `cannot be dropped while ${id} uses it; choose that as well`);
  }
}
