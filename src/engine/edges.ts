import { absorption, type Drafts } from './drafts';
import { keptBy } from './kept-rows';
import type { Catalog, CatalogObject, ObjectId } from './model';
import { keptKey, type Operation, type Operations } from './operations';
import type { Edge } from './order';
import { kindOf } from './registry';

export interface LabelledEdge extends Edge {
  /** The absorbed objects that the edge is there for: what could be done apart to break a circle. */
  readonly labels: readonly string[];
  /** The absorbed objects that those use: to do these apart only helps where the others can't be. */
  readonly usedLabels: readonly string[];
}

/** Which draft comes before which. @param detached what circles have undone */
export function edgesBetween(
  drafts: Drafts,
  target: Catalog,
  goal: Catalog,
  decided: Operations,
  detached: ReadonlySet<string>,
): readonly LabelledEdge[] {
  return new Edges(drafts, target, goal, decided, detached).all();
}

class Edges {
  readonly #edges = new Map<string, LabelledEdge>();

  constructor(
    private readonly drafts: Drafts,
    private readonly target: Catalog,
    private readonly goal: Catalog,
    private readonly decided: Operations,
    private readonly detached: ReadonlySet<string>,
  ) {}

  all(): readonly LabelledEdge[] {
    for (const { from, to } of this.drafts.inTurn) this.#edge(from, to);
    for (const operation of this.decided.operations.values()) {
      if (operation.make !== undefined) this.#makingEdges(operation.id);
      if (operation.remove !== undefined) this.#removalEdges(operation);
    }
    for (const { disturbed, by } of this.decided.disturbances) {
      for (const change of this.#changesOf(by))
        this.#edge(this.drafts.removal(disturbed), change, this.#labels(this.drafts.removedBy, 'remove', disturbed));
    }
    this.#claimEdges();
    this.drafts.all.forEach((draft, node) => {
      for (const { requires = [], before = [], after = [] } of draft.statements) {
        for (const token of typeof requires === 'function' ? requires() : requires) {
          this.#edge(this.drafts.making(token), node);
          this.#rowsEdge(draft.object, node, token);
        }
        for (const id of before) this.#edge(node, this.drafts.removal(id));
        for (const id of after) this.#edge(this.drafts.removal(id), node);
      }
    });
    return [...this.#edges.values()];
  }

  /** After what it depends on was made. */
  #makingEdges(id: ObjectId): void {
    const object = this.goal.objects.get(id);
    const node = this.drafts.making(id);
    if (object === undefined) return;
    const joined = this.#joinedParents(object);
    const parents = this.#followsParents(object) ? object.parents.filter((each) => !joined.includes(each)) : [];
    const labels = this.#labels(this.drafts.madeBy, 'make', id);
    for (const parent of joined) this.#edge(node, this.drafts.making(parent));
    for (const on of [...(this.goal.dependencies.get(id) ?? []), ...parents])
      for (const each of this.drafts.beginnings(id)) {
        this.#edge(this.#makingOf(on), each, labels);
        this.#rowsEdge(id, each, on);
      }
    for (const kept of keptBy(id, this.goal)) this.#reshapeEdges(kept, node, labels);
    this.#edge(this.drafts.removal(id), node, labels);
    // What was inherited is its own to change once that is gone.
    for (const origin of this.target.objects.get(id)?.parents.slice(1) ?? []) {
      const isInherited = this.target.objects.get(origin)?.kind === object.kind;
      if (isInherited && this.decided.operations.get(origin)?.remove === 'drop')
        this.#edge(this.drafts.removal(origin), node, labels);
    }
  }

  /** What something keeps whole can no longer be changed freely, nor what that is made of: that comes first. */
  #reshapeEdges(kept: ObjectId, keeper: number | undefined, labels: readonly string[]): void {
    const { context } = this.decided;
    if (context.isMade(kept)) return;
    const parts = context.children(kept).map(({ id }) => id);
    const used = [kept, ...parts].flatMap((id) => this.goal.dependencies.get(id) ?? []);
    for (const id of [...parts, ...used]) {
      const object = this.goal.objects.get(id);
      if (object !== undefined && kindOf(object.kind).reshapes !== undefined)
        this.#edge(this.drafts.making(id), keeper, labels);
    }
  }

  /** Where an object begins to change, which is where that begins that it is inherited from, unless that goes. */
  #changesOf(id: ObjectId): readonly (number | undefined)[] {
    const own =
      this.decided.operations.get(id)?.remove === undefined ? this.drafts.making(id) : this.drafts.removal(id);
    const object = this.target.objects.get(id);
    const origins = (object?.parents ?? []).filter(
      (parent) =>
        this.target.objects.get(parent)?.kind === object?.kind &&
        this.decided.operations.get(parent)?.remove !== 'drop',
    );
    return [own, ...origins.flatMap((origin) => this.#changesOf(origin))];
  }

  /** What would bring it along, were it not there: it has to fit before. */
  #joinedParents(child: CatalogObject): readonly ObjectId[] {
    const { operations, context } = this.decided;
    if (operations.get(child.id)?.make === 'create') return this.#mergedParents(child);
    return child.parents.slice(1).filter((id) => {
      const parent = this.goal.objects.get(id);
      if (parent === undefined || operations.get(id)?.make !== 'create') return false;
      return kindOf(parent.kind).absorbs?.(parent, child, context) === true;
    });
  }

  /** What is added to tables that are there, and merges with what one of them says itself. */
  #mergedParents(child: CatalogObject): readonly ObjectId[] {
    const { isMade } = this.decided.context;
    const tableOf = (id: ObjectId): ObjectId => this.goal.objects.get(id)?.parents[0] ?? '';
    if (kindOf(child.kind).isOwnAsWell?.(child) !== true || isMade(tableOf(child.id))) return [];
    return child.parents.slice(1).filter((id) => isMade(id) && !isMade(tableOf(id)));
  }

  /** What is inherited changes with what it comes from. */
  #makingOf(id: ObjectId): number | undefined {
    const own = this.drafts.making(id);
    const object = this.goal.objects.get(id);
    if (own !== undefined || object === undefined) return own;
    const origin = object.parents.slice(1).find((parent) => this.goal.objects.get(parent)?.kind === object.kind);
    return origin === undefined ? undefined : this.#makingOf(origin);
  }

  /** After what it stands on has its rows, unless it is one of the tables that these go to. */
  #rowsEdge(id: ObjectId, node: number | undefined, on: string): void {
    const label = `wait with ${id} for the rows of ${on}`;
    if (this.drafts.filling(id) !== undefined || this.detached.has(label)) return;
    this.#edge(this.drafts.filling(on), node, [label]);
  }

  /** What can precede its parents changes whenever it can; it is created as its kind says. */
  #followsParents(object: CatalogObject): boolean {
    const kind = kindOf(object.kind);
    if (kind.precedesParents === undefined) return true;
    return this.decided.operations.get(object.id)?.make === 'create' && !kind.precedesParents(object);
  }

  /** Before what it used goes. */
  #removalEdges({ id, remove }: Operation): void {
    // What it could keep using as it stays, it uses until it goes.
    const isGoing = (on: ObjectId): boolean =>
      this.decided.operations.get(on)?.remove === 'drop' &&
      (remove === 'drop' || !this.decided.kept.has(keptKey(id, on)));
    for (const on of (this.target.dependencies.get(id) ?? []).filter(isGoing)) {
      const [labels, usedLabels] = [id, on].map((each) => this.#labels(this.drafts.removedBy, 'remove', each));
      this.#edge(this.drafts.removal(id), this.drafts.removal(on), labels, usedLabels);
    }
    // What is inherited can't go on its own; what stays lets go by itself once it is no longer inherited.
    for (const parent of this.target.objects.get(id)?.parents ?? []) {
      if (this.#isUntouchedBy(id, parent)) continue;
      const isFirst = (remove === 'drop' && !this.#isOwnAsWell(id, parent)) || !isGoing(parent);
      const [first, second] = isFirst ? [id, parent] : [parent, id];
      this.#edge(this.drafts.removal(first), this.drafts.removal(second));
    }
  }

  #isOwnAsWell(id: ObjectId, parent: ObjectId): boolean {
    const object = this.target.objects.get(id);
    return object !== undefined && parent !== object.parents[0] && kindOf(object.kind).isOwnAsWell?.(object) === true;
  }

  /** What can precede its parents cares for nothing of theirs but that they go. */
  #isUntouchedBy(id: ObjectId, parent: ObjectId): boolean {
    const object = this.target.objects.get(id);
    const precedes = object !== undefined && kindOf(object.kind).precedesParents?.(object) === true;
    return precedes && this.decided.operations.get(parent)?.remove !== 'drop';
  }

  /** What changes in place lets go of what is dropped; a name is free once its holder is gone. */
  #claimEdges(): void {
    const holders = new Map<string, number>();
    for (const { id, remove, make } of this.decided.operations.values()) {
      const object = this.target.objects.get(id);
      if (object === undefined) continue;
      const removal = this.drafts.removal(id);
      if (remove === 'drop' && removal !== undefined) {
        for (const claim of kindOf(object.kind).claims?.(object) ?? []) holders.set(claim, removal);
      }
      if (remove === undefined && make !== undefined && make !== 'create') this.#letGoEdges(id);
    }
    for (const { id, make } of this.decided.operations.values()) {
      const object = this.goal.objects.get(id);
      if (make !== 'create' || object === undefined) continue;
      for (const claim of kindOf(object.kind).claims?.(object) ?? []) {
        this.#edge(holders.get(claim), this.drafts.making(id), this.#labels(this.drafts.madeBy, 'make', id));
      }
    }
  }

  #letGoEdges(id: ObjectId): void {
    for (const on of this.target.dependencies.get(id) ?? []) {
      if (this.decided.operations.get(on)?.remove !== 'drop') continue;
      if (this.goal.dependencies.get(id)?.includes(on) === true) continue;
      this.#edge(this.drafts.making(id), this.drafts.removal(on), this.#labels(this.drafts.removedBy, 'remove', on));
    }
  }

  #labels(absorbed: ReadonlyMap<ObjectId, ObjectId>, what: 'make' | 'remove', id: ObjectId): readonly string[] {
    const by = absorbed.get(id);
    if (by === undefined || (what === 'make' ? this.#isInheritedFrom(id, by) : this.#goesOnlyWith(id, by))) return [];
    return [absorption(what, id, by)];
  }

  /** PostgreSQL drops what is inherited from something that stays only with what it belongs to; a kind may say so too. */
  #goesOnlyWith(id: ObjectId, by: ObjectId): boolean {
    const { objects } = this.target;
    const { context } = this.decided;
    const object = objects.get(id);
    if (object === undefined) return false;
    const [parent, ...origins] = object.parents;
    return (
      (parent === by && kindOf(object.kind).goesOnlyWithParent?.(object, context) === true) ||
      origins.some((origin) => objects.get(origin)?.kind === object.kind && !context.isRemoved(origin))
    );
  }

  /** What an object of its own kind takes along, PostgreSQL makes in any case. */
  #isInheritedFrom(id: ObjectId, by: ObjectId): boolean {
    const { objects } = this.goal;
    return objects.get(id)?.kind === objects.get(by)?.kind;
  }

  #edge(
    from: number | undefined,
    to: number | undefined,
    labels: readonly string[] = [],
    usedLabels: readonly string[] = [],
  ): void {
    if (from === undefined || to === undefined || from === to) return;
    const key = `${from} ${to}`;
    const known = this.#edges.get(key);
    this.#edges.set(key, {
      from,
      to,
      labels: [...(known?.labels ?? []), ...labels],
      usedLabels: [...(known?.usedLabels ?? []), ...usedLabels],
    });
  }
}
