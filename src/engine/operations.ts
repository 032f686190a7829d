import { changesBetween } from './compare';
import { dependentsOf } from './dependents';
import { FACETS } from './facets';
import { keepersOf } from './kept-rows';
import { PlanRefused } from './plan-refused';
import type { PlanContext, Statement } from './kind';
import type { Catalog, CatalogObject, Change, ObjectId, Strategy } from './model';
import { childrenByParent } from './read';
import { kindOf } from './registry';

/** What happens to one object. Removing comes before making; a replaced object has both. */
export interface Operation {
  readonly id: ObjectId;
  /** Dropped, or made to let go of something that changes underneath. */
  readonly remove?: 'drop' | readonly Statement[];
  /** Created, or changed in place, or brought back after letting go. */
  readonly make?: 'create' | readonly Statement[];
  /** The object whose difference made this necessary. */
  readonly because: ObjectId;
  /** The objects whose own changes it makes way for by being removed. */
  readonly removedFor: ReadonlySet<ObjectId>;
}

/** One object must be out of the way while another changes. */
export interface Disturbance {
  readonly disturbed: ObjectId;
  readonly by: ObjectId;
}

export interface Operations {
  readonly operations: ReadonlyMap<ObjectId, Operation>;
  readonly disturbances: readonly Disturbance[];
  /** dependent → what it may keep using while that goes or changes. */
  readonly kept: ReadonlySet<string>;
  readonly context: PlanContext;
}

/** The key of a pair in `kept`. */
export function keptKey(dependent: ObjectId, on: ObjectId): string {
  return `${dependent}\n${on}`;
}

/** The dependents of the pairs in `kept`. */
export function keptDependents({ kept }: Operations): readonly ObjectId[] {
  return [...kept].map((key) => key.slice(0, key.indexOf('\n')));
}

interface Draft {
  remove?: 'drop' | readonly Statement[];
  make?: 'create' | readonly Statement[];
  changes: readonly Change[];
  because: ObjectId;
  removedFor: Set<ObjectId>;
}

/**
 * From two states to what happens to each object, including those that have no difference of their own and stand in
 * the way: a view on a column whose type changes is dropped and created again.
 * @param anew what is not rewritten in place to let go of what goes, but dropped and created again
 */
export function operationsBetween(
  target: Catalog,
  goal: Catalog,
  strategy: Strategy = 'usual',
  anew: ReadonlySet<ObjectId> = new Set(),
): Operations {
  return new Decision(target, goal, strategy, anew).run();
}

class Decision {
  readonly #drafts = new Map<ObjectId, Draft>();
  readonly #disturbances: Disturbance[] = [];
  readonly #kept = new Set<string>();
  readonly #dependents: (id: ObjectId) => readonly ObjectId[];
  readonly #context: PlanContext;
  readonly #queue: (() => void)[] = [];

  constructor(
    private readonly target: Catalog,
    private readonly goal: Catalog,
    strategy: Strategy,
    private readonly anew: ReadonlySet<ObjectId>,
  ) {
    this.#dependents = dependentsOf(target);
    const children = childrenByParent(goal);
    const targetChildren = childrenByParent(target);
    this.#context = {
      goal,
      target,
      strategy,
      children: (id) => children.get(id) ?? [],
      targetChildren: (id) => targetChildren.get(id) ?? [],
      isMade: (id) => this.#drafts.get(id)?.make === 'create',
      isRemoved: (id) => this.#drafts.get(id)?.remove === 'drop',
    };
  }

  run(): Operations {
    this.#fromDifferences();
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) next();
    const operations = new Map<ObjectId, Operation>();
    for (const [id, { remove, make, because, removedFor }] of this.#drafts) {
      operations.set(id, { id, because, removedFor, ...(remove && { remove }), ...(make && { make }) });
    }
    return { operations, disturbances: this.#disturbances, kept: this.#kept, context: this.#context };
  }

  #fromDifferences(): void {
    const version = Math.min(this.target.server.version, this.goal.server.version);
    const altered: ObjectId[] = [];
    for (const [id, wanted] of this.goal.objects) {
      const actual = this.target.objects.get(id);
      if (actual === undefined) {
        this.#drafts.set(id, { make: 'create', changes: [], because: id, removedFor: new Set() });
        this.#reshape(id, id);
        continue;
      }
      const changes = changesBetween(wanted, actual, version);
      if (changes.length === 0) continue;
      this.#drafts.set(id, { make: [], changes, because: id, removedFor: new Set() });
      altered.push(id);
    }
    for (const [id, object] of this.target.objects) {
      if (this.goal.objects.has(id)) continue;
      this.#drafts.set(id, { remove: 'drop', changes: [], because: id, removedFor: new Set() });
      // Nothing but what is said about it goes; what it stands for does with its parent.
      if (kindOf(object.kind).isCarrier?.(object) === true) continue;
      this.#queue.push(() => {
        const whole = this.#inseparable(id);
        if (whole !== undefined) this.#replace(whole, id);
        this.#removed(id, id);
      });
    }
    for (const id of altered) this.#alter(id);
  }

  /** Asks the kind how to get from one state to the other in place. */
  #alter(id: ObjectId): void {
    const draft = this.#drafts.get(id);
    const { actual, wanted } = this.#both(id);
    if (draft === undefined || draft.remove === 'drop') return;
    const own = draft.changes.filter(({ attribute }) => !FACETS.has(attribute));
    if (own.length === 0) return;
    const alteration = kindOf(wanted.kind).alter(actual, wanted, own, this.#context);
    if (alteration === 'replace' || 'replaces' in alteration) {
      this.#replace(alteration === 'replace' ? id : alteration.replaces, id);
      return;
    }
    draft.make = alteration.statements;
    this.#reshape(id, id);
    const disturbs = alteration.disturbs;
    if (disturbs)
      this.#queue.push(() => {
        this.#disturb(actual, disturbs, id);
      });
  }

  #replace(id: ObjectId, because: ObjectId): void {
    const known = this.#drafts.get(id);
    if (known?.remove === 'drop') {
      known.removedFor.add(because);
      return;
    }
    const whole = this.#inseparable(id);
    if (whole !== undefined) {
      this.#replace(whole, because);
      return;
    }
    this.#drafts.set(id, {
      remove: 'drop',
      make: 'create',
      changes: known?.changes ?? [],
      because: known?.because ?? because,
      removedFor: new Set([...(known?.removedFor ?? []), because]),
    });
    this.#queue.push(() => {
      this.#removed(id, because);
    });
    this.#reshape(id, because);
  }

  /** What has to go for the object to go, and stays so far. */
  #inseparable(id: ObjectId): ObjectId | undefined {
    const object = this.target.objects.get(id);
    const whole = object && kindOf(object.kind).inseparableFrom?.(object, this.#context);
    return whole === undefined || this.#context.isRemoved(whole) ? undefined : whole;
  }

  /** Whoever depends on an object that goes, or is a child of it, must go or let go. */
  #removed(id: ObjectId, because: ObjectId): void {
    const cause = this.target.objects.get(id);
    if (cause === undefined) return;
    for (const dependent of this.#dependents(id)) {
      const object = this.target.objects.get(dependent);
      if (object?.parents.includes(id) && this.goal.objects.has(dependent)) {
        const isUntied = kindOf(object.kind).outlives?.(object, id, this.#context) === true;
        if (!isUntied) this.#replace(dependent, because);
      } else if (object?.parents.includes(id) && kindOf(object.kind).isCarrier?.(object) === true) {
        this.#removed(dependent, because);
      } else this.#letGo(dependent, cause, because, 'removed');
    }
  }

  #disturb(cause: CatalogObject, disturbs: (dependent: CatalogObject) => boolean, because: ObjectId): void {
    for (const id of this.#dependents(cause.id)) {
      const dependent = this.target.objects.get(id);
      if (dependent === undefined || !disturbs(dependent)) continue;
      this.#disturbances.push({ disturbed: id, by: cause.id });
      this.#letGo(id, cause, because, 'changed');
    }
  }

  /** Whoever keeps rows whole of a table that the object makes other rows of must let go meanwhile. */
  #reshape(by: ObjectId, because: ObjectId): void {
    const object = this.goal.objects.get(by);
    if (object === undefined || kindOf(object.kind).reshapes === undefined) return;
    this.#queue.push(() => {
      for (const id of kindOf(object.kind).reshapes?.(object, this.#context) ?? []) {
        const table = this.target.objects.get(id);
        if (table === undefined) continue;
        for (const keeper of keepersOf(id, this.target)) {
          this.#disturbances.push({ disturbed: keeper, by });
          this.#letGo(keeper, table, because, 'changed');
        }
      }
    });
  }

  #letGo(id: ObjectId, cause: CatalogObject, because: ObjectId, how: 'removed' | 'changed'): void {
    const draft = this.#drafts.get(id);
    if (draft?.remove !== undefined) {
      draft.removedFor.add(because);
      return;
    }
    if (!this.goal.objects.has(id)) {
      throw new PlanRefused(cause.id, `cannot change while ${id} uses it; choose that as well`);
    }
    // Owners, grants and policies change in place; a role never makes anything be created again.
    if (kindOf(cause.kind).clusterWide) return;
    const { actual, wanted } = this.#both(id);
    const kind = kindOf(actual.kind);
    const stillUses = this.goal.dependencies.get(id)?.includes(cause.id) === true;
    // Another owner, grant or comment changes nothing about what it uses.
    const isRewritten = draft?.changes.some(({ attribute }) => !FACETS.has(attribute)) === true;
    const letsGoByItself = isRewritten && !stillUses && how === 'removed' && !this.anew.has(id);
    const answer = kind.release?.(actual, wanted, cause, this.#context) ?? (letsGoByItself ? 'keep' : 'replace');
    if (answer === 'keep') {
      this.#kept.add(keptKey(id, cause.id));
      return;
    }
    if (answer === 'replace' || 'replaces' in answer) {
      this.#replace(answer === 'replace' ? id : answer.replaces, because);
      return;
    }
    const make = [...answer.restore, ...(Array.isArray(draft?.make) ? (draft.make as readonly Statement[]) : [])];
    this.#drafts.set(id, {
      remove: answer.release,
      make,
      changes: draft?.changes ?? [],
      because: draft?.because ?? because,
      removedFor: new Set([because]),
    });
    this.#reshape(id, because);
    const disturbs = answer.disturbs;
    if (disturbs)
      this.#queue.push(() => {
        this.#disturb(actual, disturbs, because);
      });
  }

  #both(id: ObjectId): { actual: CatalogObject; wanted: CatalogObject } {
    const actual = this.target.objects.get(id);
    const wanted = this.goal.objects.get(id);
    if (actual === undefined || wanted === undefined) throw new Error(`${id} is not on both sides`);
    return { actual, wanted };
  }
}
