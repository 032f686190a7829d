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

/** Steps need each other. */
export class CircleRefused extends PlanRefused {
  /** @param objects those whose steps are in a circle */
  constructor(readonly objects: ReadonlySet<ObjectId>) {
    const [first = '', ...others] = objects;
    super(first, `depends in a circle on ${others.slice(0, 5).join(', ')}`);
  }
}
