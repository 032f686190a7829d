import { goalOf, type Goal } from './goal';
import type { Brought, Drift, ObjectId, Plan } from './model';
import { operationsBetween, type Operations } from './operations';
import { orderedSteps } from './steps';

/**
 * The ordered steps that turn the target into the source, for all differences or for those chosen.
 * @param chosen ids of differences; what they need is brought along and said in `brought`
 * @throws PlanRefused when the choice cannot be carried out as it is
 */
export function plan(drift: Drift, chosen?: ReadonlySet<ObjectId>): Plan {
  const { goal, decided, brought } = settle(drift, chosen);
  const steps = orderedSteps(drift.target, goal.catalog, decided).map((step) => ({
    ...step,
    difference: goal.differenceOf.get(step.difference) ?? step.difference,
  }));
  return { steps, brought };
}

/** What must be created again anyway is created as the source has it: as it was, it may no longer fit. */
function settle(
  drift: Drift,
  chosen: ReadonlySet<ObjectId> | undefined,
): { goal: Goal; decided: Operations; brought: readonly Brought[] } {
  const again: Brought[] = [];
  for (;;) {
    const goal = goalOf(drift, chosen && new Set([...chosen, ...again.map(({ object }) => object)]));
    const decided = operationsBetween(drift.target, goal.catalog);
    const before = again.length;
    for (const { id, remove, make, because } of decided.operations.values()) {
      const object = goal.differenceOf.get(id);
      if (remove === undefined || make === undefined || object === undefined || goal.taken.has(object)) continue;
      if (again.some((each) => each.object === object)) continue;
      again.push({ object, reason: `it has to be created again because of ${because}` });
    }
    if (again.length === before) return { goal, decided, brought: [...goal.brought, ...again] };
  }
}
