import type { Drift, ObjectId, Plan } from '../../../src/engine/model';
import { plan } from '../../../src/engine/plan';
import { renderScript } from '../../../src/engine/render/migration';

const OPTIONS = { source: 'source', target: 'target', date: new Date(0), version: '0.0.0' };

/** The script for some differences, or for all. @throws PlanRefused */
export function scriptFor(drift: Drift, ...chosen: readonly ObjectId[]): string {
  return textOf(drift, plan(drift, { chosen: chosen.length === 0 ? undefined : new Set(chosen) }));
}

/** A plan as a script. */
export function textOf(drift: Drift, decided: Plan): string {
  return renderScript(drift, decided, OPTIONS);
}
