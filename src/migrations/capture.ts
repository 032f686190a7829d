import { compare } from '../engine/compare';
import { hazardText } from '../engine/hazards';
import type { Brought, Drift, ObjectId, Plan } from '../engine/model';
import { planWithGoal } from '../engine/plan';
import { matching } from '../engine/scope';
import { MigrationError } from './errors';
import { withAncestors } from './file-objects';

/** What is to become migrations. */
export interface CaptureOptions {
  /** Glob patterns over identities or names, such as `aria_*`; everything that is missing when empty. */
  readonly objects: readonly string[];
  /** A migration for each table, and one for what belongs to none. Otherwise one for all. */
  readonly perTable: boolean;
}

/** One migration to be written: a plan, and the drift that it is a plan for. */
export interface CapturedPart {
  /** Null for what belongs to no table, or to several. */
  readonly table: ObjectId | null;
  readonly drift: Drift;
  readonly plan: Plan;
}

/** What a folder lacks, as plans. */
export interface Capture {
  /** In the order in which they must run. */
  readonly parts: readonly CapturedPart[];
  /** The differences that are gone once they have run: those asked for, and what they need. */
  readonly captured: ReadonlySet<ObjectId>;
  /** What was not asked for. */
  readonly brought: readonly Brought[];
}

/**
 * Plans the migrations for what an environment has and no migration file makes, with what that depends on.
 * @param drift its source is the environment, its target what the files make
 * @throws MigrationError when a pattern matches nothing that is missing, or data would be deleted;
 * PlanRefused when the choice cannot be carried out as it is
 */
export function capture(drift: Drift, { objects, perTable }: CaptureOptions): Capture {
  const chosen = chosenOf(drift, objects);
  const whole = planWithGoal(drift, { chosen });
  refuseLoss(whole.plan);
  const { taken } = whole.goal;
  return {
    captured: taken,
    brought: whole.plan.brought,
    parts: perTable ? partsByTable(drift, whole.plan, taken) : [{ table: null, drift, plan: whole.plan }],
  };
}

function chosenOf({ differences }: Drift, patterns: readonly string[]): ReadonlySet<ObjectId> {
  const missing = differences.filter(({ status }) => status === 'missing').map(({ id }) => id);
  if (patterns.length === 0) return new Set(missing);
  const useless = patterns.filter((pattern) => !missing.some(named([pattern])));
  if (useless.length > 0)
    throw new MigrationError(
      `Nothing that is missing in the migrations folder matches ${useless.join(', ')}. Nothing was written.`,
    );
  return new Set(missing.filter(named(patterns)));
}

/** `aria_*` means those in any schema. */
function named(patterns: readonly string[]): (id: ObjectId) => boolean {
  return matching(patterns.flatMap((pattern) => [pattern, `*.${pattern}`]));
}

/** A captured file may one day be applied to a database that has rows. */
function refuseLoss({ steps }: Plan): void {
  const loss = steps.flatMap(({ hazards }) => hazards).find(({ code }) => code === 'DELETES_DATA');
  if (loss !== undefined)
    throw new MigrationError(
      `This can only be captured together with a change that deletes data: ${loss.object}: ${hazardText(loss)}. Write that change with "schema-drift migrate" first, or capture less. Nothing was written.`,
    );
}

/** Each part is planned for what those before it leave. */
function partsByTable(drift: Drift, { steps }: Plan, taken: ReadonlySet<ObjectId>): readonly CapturedPart[] {
  const tableOf = (id: ObjectId): ObjectId | null =>
    withAncestors(id, drift.source).find((each) => each.startsWith('table:')) ?? null;
  const tables = new Set(steps.map(({ difference }) => tableOf(difference)).filter((table) => table !== null));
  const parts: CapturedPart[] = [];
  let left = drift;
  for (const table of [...tables, null]) {
    const chosen = left.differences
      .map(({ id }) => id)
      .filter((id) => taken.has(id) && (table === null || tableOf(id) === table));
    if (chosen.length === 0) continue;
    const { plan, goal } = planWithGoal(left, { chosen: new Set(chosen) });
    parts.push({ table, drift: left, plan });
    left = compare(left.source, goal.catalog);
  }
  return parts;
}
