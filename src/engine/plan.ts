import { goalOf } from './goal';
import type { Drift, ObjectId, Plan } from './model';
import { operationsBetween } from './operations';
import { orderedSteps } from './steps';

/**
 * The ordered steps that turn the target into the source, for all differences or for those chosen.
 * @param chosen ids of differences; what they need is brought along and said in `brought`
 * @throws PlanRefused when the choice cannot be carried out as it is
 */
export function plan(drift: Drift, chosen?: ReadonlySet<ObjectId>): Plan {
  const goal = goalOf(drift, chosen);
  const decided = operationsBetween(drift.target, goal.catalog);
  const steps = orderedSteps(drift.target, goal.catalog, decided).map((step) => ({
    ...step,
    difference: goal.differenceOf.get(step.difference) ?? step.difference,
  }));
  return { steps, brought: goal.brought };
}
