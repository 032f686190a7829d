import type { PlanContext } from './kind';
import type { Hazard, HazardCode, ObjectId } from './model';
import { roleId } from './reader';

/** A hazard of one object. The message is a short sentence for people, without the object's name. */
export function hazard(code: HazardCode, object: ObjectId, message: string): Hazard {
  return { code, object, message };
}

/** What to say where a step needs a role that the target lacks and the plan does not make. */
export function missingRoleHazards(role: string, object: ObjectId, { target, goal }: PlanContext): readonly Hazard[] {
  if (target.server.roles.includes(role) || goal.objects.has(roleId(role))) return [];
  return [hazard('NEEDS_PERSON', object, `the role ${role} does not exist on the target`)];
}
