import { goalOf, type Goal } from './goal';
import type { Brought, Drift, ObjectId, Plan, Strategy } from './model';
import { operationsBetween, USUAL_STRATEGY, type Operations } from './operations';
import { orderedSteps } from './steps';

export interface PlanOptions {
  /** Ids of differences; what they need is brought along and said in `brought`. Without it all are chosen. */
  readonly chosen?: ReadonlySet<ObjectId> | undefined;
  readonly strategy?: Partial<Strategy>;
}

/**
 * The ordered steps that turn the target into the source.
 * @throws PlanRefused when the choice cannot be carried out as it is
 */
export function plan(drift: Drift, { chosen, strategy }: PlanOptions = {}): Plan {
  const { goal, decided, brought } = settle(drift, chosen, { ...USUAL_STRATEGY, ...strategy });
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
  strategy: Strategy,
): { goal: Goal; decided: Operations; brought: readonly Brought[] } {
  const again: Brought[] = [];
  for (;;) {
    const goal = goalOf(drift, chosen && new Set([...chosen, ...again.map(({ object }) => object)]));
    const decided = operationsBetween(drift.target, goal.catalog, strategy);
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
