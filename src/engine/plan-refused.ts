import type { ObjectId } from './model';

/** The plan cannot do what was chosen: PostgreSQL has no way to, or something that was not chosen would have to follow. */
export class PlanRefused extends Error {
  constructor(
    readonly object: ObjectId,
    reason: string,
  ) {
    super(`${object}: ${reason}`);
    this.name = 'PlanRefused';
  }
}
