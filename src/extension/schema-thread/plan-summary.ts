import type { Plan } from '../../engine/model';
import type { PlanSummary } from './contract';

/** What a plan does and risks, without its statements: these can be many thousands. */
export function summarizePlan({ steps, brought }: Plan): PlanSummary {
  return {
    statements: steps.reduce((sum, step) => sum + step.statements.length, 0),
    hazards: steps.flatMap(({ hazards, difference }) => hazards.map((hazard) => ({ ...hazard, difference }))),
    brought,
  };
}
