import type { Hazard, HazardCode, ObjectId } from './model';

/** A hazard of one object. The message is a short sentence for people, without the object's name. */
export function hazard(code: HazardCode, object: ObjectId, message: string): Hazard {
  return { code, object, message };
}
