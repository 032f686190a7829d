import { goalOf, type Goal } from './goal';
import type { Brought, Drift, ObjectId, Plan, Step, Strategy } from './model';
import { keptDependents, operationsBetween, type Operations } from './operations';
import { CircleRefused, PlanRefused } from './plan-refused';
import { renamedOnce } from './run-again';
import { orderedSteps } from './steps';

export interface PlanOptions {
  /** Ids of differences; what they need is brought along and said in `brought`. Without it all are chosen. */
  readonly chosen?: ReadonlySet<ObjectId> | undefined;
  readonly strategy?: Strategy | undefined;
}

/**
 * The ordered steps that turn the target into the source.
 * @throws PlanRefused when the choice cannot be carried out as it is
 */
export function plan(drift: Drift, options: PlanOptions = {}): Plan {
  return planWithGoal(drift, options).plan;
}

/** The plan, and the state that it leads to. Throws as `plan` does. */
export function planWithGoal(
  drift: Drift,
  { chosen, strategy = 'usual' }: PlanOptions,
): { readonly plan: Plan; readonly goal: Goal } {
  const along = chosen === undefined ? [] : renamesBrought(drift, chosen);
  const choice = chosen && new Set([...chosen, ...along.map(({ object }) => object)]);
  const { goal, brought, ...ordered } = settleInOrder(drift, choice, strategy);
  const steps = ordered.steps.map((step) => ({
    ...step,
    difference: goal.differenceOf.get(step.difference) ?? step.difference,
  }));
  return {
    plan: { steps: [...renameSteps(drift, strategy), ...steps], brought: [...along, ...brought], strategy },
    goal,
  };
}

/** What is rewritten in place may need what comes only after that which it lets go of: then it is created again. */
function settleInOrder(
  drift: Drift,
  chosen: ReadonlySet<ObjectId> | undefined,
  strategy: Strategy,
): Settled & { readonly steps: readonly Step[] } {
  const anew = new Set<ObjectId>();
  for (;;) {
    const settled = settle(drift, chosen, strategy, anew);
    try {
      return { ...settled, steps: orderedSteps(drift.target, settled.goal.catalog, settled.decided) };
    } catch (error) {
      const before = anew.size;
      if (error instanceof CircleRefused)
        for (const id of keptDependents(settled.decided)) if (error.objects.has(id)) anew.add(id);
      if (anew.size === before) throw error;
    }
  }
}

/** What comes first. */
function renameSteps({ target: { renames } }: Drift, strategy: Strategy): readonly Step[] {
  if (renames === undefined || strategy !== 'idempotent') return renames?.steps ?? [];
  if (renames.takeTurns) {
    const [first] = renames.steps;
    throw new PlanRefused(
      first?.object ?? '',
      'is renamed in turn with something that has the name: nobody could tell whether that has been done; rename with another strategy first',
    );
  }
  return renames.steps.map((step) => ({ ...step, statements: step.statements.map(renamedOnce) }));
}

/** Everything is planned for the time after the renames, so they are part of every choice. */
function renamesBrought({ target, differences }: Drift, chosen: ReadonlySet<ObjectId>): Brought[] {
  const renamed = differences.filter(({ id }) => target.objects.get(id)?.renamed !== undefined);
  return [
    ...renamed.map(({ id }) => ({ object: id, reason: 'it was said to be renamed' })),
    ...(target.renames?.movedAway ?? []).map((object) => ({ object, reason: 'it holds a name that is wanted' })),
  ].filter(({ object }) => !chosen.has(object));
}

interface Settled {
  readonly goal: Goal;
  readonly decided: Operations;
  readonly brought: readonly Brought[];
}

/** What must be created again anyway is created as the source has it: as it was, it may no longer fit. */
function settle(
  drift: Drift,
  chosen: ReadonlySet<ObjectId> | undefined,
  strategy: Strategy,
  anew: ReadonlySet<ObjectId>,
): Settled {
  const again: Brought[] = [];
  for (;;) {
    const goal = goalOf(drift, chosen && new Set([...chosen, ...again.map(({ object }) => object)]));
    const decided = operationsBetween(drift.target, goal.catalog, strategy, anew);
    const before = again.length;
    for (const { id, remove, make, because } of decided.operations.values()) {
      const object = goal.differenceOf.get(id);
      if (remove === undefined || make === undefined || object === undefined || goal.taken.has(object)) continue;
      if (again.some((each) => each.object === object)) continue;
      again.push({
        object,
        reason: `it has to be created again because of ${because}`,
        neededBy: goal.differenceOf.get(because),
      });
    }
    if (again.length === before) return { goal, decided, brought: [...goal.brought, ...again] };
  }
}
