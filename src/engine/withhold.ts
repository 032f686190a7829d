import { compare } from './compare';
import { PlanRefused } from './plan-refused';
import type { Catalog, Drift, Hazard, ObjectId, Plan } from './model';
import { plan, planWithGoal, type PlanOptions } from './plan';

/** Data that may be deleted: `DELETES_DATA`, or `DELETES_DATA:table:public.x` for one object. */
export type Allowance = readonly string[];

/**
 * A plan that deletes no data but what is allowed. A difference that would delete other data is left out, with those
 * that can only be brought in line after it; `withheld` says which, and holds the rest of the plan.
 * @throws PlanRefused when the choice cannot be carried out as it is
 */
export function planAllowed(drift: Drift, allow: Allowance, options: PlanOptions = {}): Plan {
  const whole = planWithGoal(drift, options);
  const losses = lossesOf(whole.plan, allow);
  if (losses.length === 0) return whole.plan;
  const withheld = new Set(losses.map(({ difference }) => difference));
  for (;;) {
    const before = withheld.size;
    const chosen = new Set([...whole.goal.taken].filter((id) => !withheld.has(id)));
    const part = withoutRefusal(() => planWithGoal(drift, { ...options, chosen }), whole.goal.differenceOf, withheld);
    if (part !== undefined) {
      for (const { difference } of lossesOf(part.plan, allow)) withheld.add(difference);
      for (const { object, neededBy } of part.plan.brought) {
        if (withheld.has(object) && neededBy !== undefined) withheld.add(neededBy);
      }
      if (withheld.size === before) {
        const left = compare(renamed(whole.goal.catalog), renamed(part.goal.catalog));
        const rest = plan(left, { ...(options.strategy && { strategy: options.strategy }) });
        const hazards = losses.map(({ hazard }) => hazard);
        const brought = whole.plan.brought.filter(({ object }) => !withheld.has(object));
        return { ...part.plan, brought, withheld: { differences: withheld, losses: hazards, drift: left, rest } };
      }
    }
  }
}

interface Loss {
  readonly hazard: Hazard;
  readonly difference: ObjectId;
}

function lossesOf({ steps }: Plan, allow: Allowance): readonly Loss[] {
  return steps.flatMap(({ hazards, difference }) =>
    hazards
      .filter(
        ({ code, object }) => code === 'DELETES_DATA' && !allow.includes(code) && !allow.includes(`${code}:${object}`),
      )
      .map((hazard) => ({ hazard, difference })),
  );
}

/** What stands in the way of the others stays as well: then the result is undefined. */
function withoutRefusal<T>(
  work: () => T,
  differenceOf: ReadonlyMap<ObjectId, ObjectId>,
  withheld: Set<ObjectId>,
): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PlanRefused)) throw error;
    const difference = differenceOf.get(error.object) ?? error.object;
    if (withheld.has(difference) || !differenceOf.has(difference)) throw error;
    withheld.add(difference);
    return undefined;
  }
}

/** Without the renames, which the plan itself carries out. */
function renamed({ server, objects, dependencies, notCompared, leftOut, notRead }: Catalog): Catalog {
  return { server, objects, dependencies, notCompared, leftOut, notRead };
}
