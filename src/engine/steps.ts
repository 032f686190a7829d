import { keepArrayCasts } from './array-casts';
import { changesBetween } from './compare';
import { dependentsOf } from './dependents';
import { type Draft, Drafts } from './drafts';
import { edgesBetween, type LabelledEdge } from './edges';
import { settledHazards } from './hazards';
import type { Catalog, HazardCode, ObjectId, Step } from './model';
import type { Operations } from './operations';
import { cycles, topologicalOrder } from './order';
import { CircleRefused } from './plan-refused';
import { kindOf } from './registry';
import { makingAgain, removalAgain } from './run-again';

/**
 * Turns operations into steps in an order that PostgreSQL accepts.
 * @throws CircleRefused when the steps need each other in a circle that cannot be broken
 */
export function orderedSteps(target: Catalog, goal: Catalog, decided: Operations): Step[] {
  const detached = new Set<string>();
  const encountered = new Set<ObjectId>();
  for (;;) {
    const drafts = new Drafts(target, goal, decided, detached);
    const edges = edgesBetween(drafts, target, goal, decided, detached);
    const circles = cycles(drafts.all.length, edges);
    if (circles.length === 0) return new Finish(drafts, target, goal, decided).inOrder(edges);
    const left = circles.flat().map((node) => drafts.all[node]?.object ?? '');
    // What was done apart was perhaps not what has to give way.
    if (!breakCircles(circles, edges, detached)) throw new CircleRefused(new Set([...left, ...encountered]));
    for (const object of left) encountered.add(object);
  }
}

/**
 * Whatever an object took along in its own statement and a circle runs through is done in a statement of its own.
 * @returns whether there was such a thing
 */
function breakCircles(
  circles: readonly (readonly number[])[],
  edges: readonly LabelledEdge[],
  detached: Set<string>,
): boolean {
  const before = detached.size;
  const circleOf = new Map(circles.flatMap((circle, at) => circle.map((node) => [node, at])));
  const inside = edges.filter(({ from, to }) => circleOf.has(from) && circleOf.get(from) === circleOf.get(to));
  for (const which of ['labels', 'usedLabels'] as const) {
    for (const edge of inside) for (const label of edge[which]) detached.add(label);
    if (detached.size > before) return true;
  }
  return false;
}

/** Drafts as steps, in their order. */
class Finish {
  constructor(
    private readonly drafts: Drafts,
    private readonly target: Catalog,
    private readonly goal: Catalog,
    private readonly decided: Operations,
  ) {}

  inOrder(edges: readonly LabelledEdge[]): Step[] {
    const order = topologicalOrder(
      this.drafts.all.map(({ key }) => key),
      edges,
      this.drafts.all.map((draft) => this.#batch(draft)),
    );
    const done = new Set<number>();
    return order.flatMap((node) => {
      const draft = this.drafts.all[node];
      done.add(node);
      return draft === undefined || draft.statements.length === 0 ? [] : [this.#finished(draft, done)];
    });
  }

  /** What runs outside of transactions is collected; what comes after all others waits for that as well. */
  #batch(draft: Draft): number {
    const object = this.goal.objects.get(draft.object) ?? this.target.objects.get(draft.object);
    return object !== undefined && kindOf(object.kind).afterAll ? 2 : Number(isOutsideTransaction(draft));
  }

  /** @param done the steps up to this one */
  #finished(draft: Draft, done: ReadonlySet<number>): Step {
    const { object, action, because, statements } = draft;
    const comesBack = this.#comesBackAsItWas(object);
    const hazards = statements
      .flatMap((each) => each.hazards ?? [])
      .filter((each) => !comesBack || each.object !== object || !OF_ABSENCE.has(each.code));
    return {
      object,
      action,
      difference: because,
      statements: this.#texts(draft),
      hazards: settledHazards(
        hazards,
        this.target,
        (relation) => this.decided.context.isMade(relation) && done.has(this.drafts.making(relation) ?? -1),
      ),
      commitAfter: statements.some(({ commitAfter }) => commitAfter === true) && this.#isWaitedFor(draft),
      inTransaction: !isOutsideTransaction(draft),
    };
  }

  #texts({ object, action, statements }: Draft): readonly string[] {
    const kept = statements.map((statement) => ({ ...statement, sql: keepArrayCasts(statement.sql) }));
    const operation = this.decided.operations.get(object);
    if (this.decided.context.strategy !== 'idempotent' || operation === undefined) return kept.map(({ sql }) => sql);
    return action === 'drop'
      ? removalAgain(kept, operation, this.target, this.goal)
      : makingAgain(kept, operation, this.target, this.goal);
  }

  /** What is only out of the way for a moment breaks nothing and changes nobody's access. */
  #comesBackAsItWas(id: ObjectId): boolean {
    const { remove, make } = this.decided.operations.get(id) ?? {};
    const [before, after] = [this.target.objects.get(id), this.goal.objects.get(id)];
    if (remove !== 'drop' || make !== 'create' || before === undefined || after === undefined) return false;
    return changesBetween(after, before, Math.min(this.target.server.version, this.goal.server.version)).length === 0;
  }

  /** Whether the plan also touches something that may use what is usable only after a commit. */
  #isWaitedFor({ object, statements }: Draft): boolean {
    if (!statements.some(({ commitAfter }) => commitAfter === true)) return false;
    const users = new Set([object]);
    const queue = [object];
    const dependents = dependentsOf(this.goal);
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      // A table uses what its columns use.
      for (const user of [...dependents(id), ...(id === object ? [] : (this.goal.objects.get(id)?.parents ?? []))]) {
        if (users.has(user)) continue;
        users.add(user);
        queue.push(user);
      }
    }
    return this.drafts.all.some(
      (draft) => draft.object !== object && draft.statements.length > 0 && users.has(draft.object),
    );
  }
}

function isOutsideTransaction({ statements }: Draft): boolean {
  return statements.some(({ outsideTransaction }) => outsideTransaction === true);
}

/** Hazards that an object has only while it is gone or other than before. */
const OF_ABSENCE: ReadonlySet<HazardCode> = new Set(['BREAKS_CLIENTS', 'CHANGES_ACCESS', 'DROPS_INDEX']);
