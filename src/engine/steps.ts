import { keepArrayCasts } from './array-casts';
import { changesBetween } from './compare';
import { dependentsOf } from './dependents';
import { facetStatements, grantsOnPartAgain } from './facets';
import { CircleRefused } from './plan-refused';
import { settledHazards } from './hazards';
import { keptBy } from './kept-rows';
import type { Statement } from './kind';
import type { Catalog, CatalogObject, HazardCode, ObjectId, Step } from './model';
import { keptKey, type Operation, type Operations } from './operations';
import { cycles, topologicalOrder, type Edge } from './order';
import { kindOf, rankOf } from './registry';
import { makingAgain, removalAgain } from './run-again';

/** A step that has no place yet. */
interface Draft {
  readonly object: ObjectId;
  readonly action: Step['action'];
  readonly because: ObjectId;
  readonly statements: readonly Statement[];
  readonly key: string;
}

interface LabelledEdge extends Edge {
  /** The absorbed objects that the edge is there for: what could be done apart to break a circle. */
  readonly labels: readonly string[];
  /** The absorbed objects that those use: to do these apart only helps where the others can't be. */
  readonly usedLabels: readonly string[];
}

/**
 * Turns operations into steps in an order that PostgreSQL accepts.
 * @throws CircleRefused when the steps need each other in a circle that cannot be broken
 */
export function orderedSteps(target: Catalog, goal: Catalog, decided: Operations): Step[] {
  const detached = new Set<string>();
  const encountered = new Set<ObjectId>();
  for (;;) {
    const layout = new Layout(target, goal, decided, detached);
    const edges = layout.edges();
    const circles = cycles(layout.drafts.length, edges);
    if (circles.length === 0) return layout.inOrder(edges);
    const left = circles.flat().map((node) => layout.drafts[node]?.object ?? '');
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

/** What a circle undoes: that one object takes another along. A third may still do so. */
function absorption(what: 'make' | 'remove', id: ObjectId, by: ObjectId): string {
  return `${what} ${id} with ${by}`;
}

class Layout {
  readonly drafts: Draft[] = [];
  readonly #made = new Map<string, number>();
  /** object → what is done ahead of making it */
  readonly #ahead = new Map<ObjectId, readonly number[]>();
  /** object → what brings its rows after it was made */
  readonly #filledBy = new Map<ObjectId, number>();
  readonly #removed = new Map<ObjectId, number>();
  /** absorbed object → the one whose statement takes it along */
  readonly #madeBy = new Map<ObjectId, ObjectId>();
  readonly #removedBy = new Map<ObjectId, ObjectId>();
  readonly #edges = new Map<string, LabelledEdge>();
  #opaqueCallers: ReadonlySet<ObjectId> | undefined;

  constructor(
    private readonly target: Catalog,
    private readonly goal: Catalog,
    private readonly decided: Operations,
    private readonly detached: ReadonlySet<string>,
  ) {
    for (const operation of decided.operations.values()) {
      this.#absorbMade(operation);
      this.#absorbRemoved(operation);
    }
    const gone = absorbedByRoot(this.#removedBy, target);
    for (const operation of decided.operations.values()) this.#draftRemoval(operation, gone);
    const absorbed = absorbedByRoot(this.#madeBy, goal);
    for (const operation of decided.operations.values()) this.#draftMaking(operation, absorbed);
  }

  #absorbMade({ id, make }: Operation): void {
    const child = this.goal.objects.get(id);
    if (make !== 'create' || child === undefined) return;
    const parent = child.parents.find((each) => {
      const object = this.goal.objects.get(each);
      return (
        object !== undefined &&
        !this.detached.has(absorption('make', id, each)) &&
        this.decided.operations.get(each)?.make === 'create' &&
        kindOf(object.kind).absorbs?.(object, child, this.decided.context) === true
      );
    });
    if (parent !== undefined) this.#madeBy.set(id, parent);
  }

  #absorbRemoved({ id, remove }: Operation): void {
    if (remove !== 'drop') return;
    const child = this.target.objects.get(id);
    if (child === undefined) return;
    const kind = kindOf(child.kind);
    const parent = child.parents.find(
      (each) =>
        !this.detached.has(absorption('remove', id, each)) &&
        this.decided.operations.get(each)?.remove === 'drop' &&
        kind.outlives?.(child, each, this.decided.context) !== true,
    );
    if (parent !== undefined) this.#removedBy.set(id, parent);
  }

  #draftRemoval({ id, remove, because }: Operation, absorbed: ReadonlyMap<ObjectId, readonly CatalogObject[]>): void {
    const object = this.target.objects.get(id);
    if (remove === undefined || object === undefined || this.#removedBy.has(id)) return;
    const kind = kindOf(object.kind);
    const statements = remove === 'drop' ? kind.drop(object, this.decided.context, absorbed.get(id) ?? []) : remove;
    const phase = remove === 'drop' ? 0 : 1;
    this.#removed.set(id, this.#add(object, 'drop', because, statements, phase));
  }

  #draftMaking({ id, make, because }: Operation, absorbed: ReadonlyMap<ObjectId, readonly CatalogObject[]>): void {
    const object = this.goal.objects.get(id);
    if (make === undefined || object === undefined || this.#madeBy.has(id)) return;
    const { context } = this.decided;
    const kind = kindOf(object.kind);
    const inside = absorbed.get(id) ?? [];
    const before = this.target.objects.get(id) ?? null;
    const statements =
      make === 'create'
        ? [
            ...kind.create(object, context, inside),
            ...[object, ...inside].flatMap((each) => facetStatements(kindOf(each.kind), null, each, context)),
          ]
        : [
            ...make,
            ...facetStatements(kind, before, object, context),
            ...(before === null ? [] : this.#grantsOnPartsAgain(before, object)),
          ];
    const phase = kind.evaluates ? (this.#callsOpaque().has(id) ? 4 : 3) : 2;
    const action = make === 'create' ? 'create' : 'alter';
    const main = this.#add(
      object,
      action,
      because,
      statements.filter((each) => !each.later && !each.ahead),
      phase,
    );
    for (const each of [object, ...inside]) this.#made.set(each.id, main);
    const ahead = statements
      .filter((each) => each.ahead)
      .map((statement, at) => this.#add(object, action, because, [statement], phase, `!${at}`));
    [...ahead, main].forEach((node, at, all) => {
      this.#edge(all[at - 1], node, []);
    });
    this.#ahead.set(id, ahead);
    statements
      .filter((each) => each.later)
      .forEach((statement, at) => {
        const later = this.#add(object, 'alter', because, [statement], statement.fills ? 4 : phase, `~${at}`);
        this.#edge(main, later);
        for (const filled of statement.fills ?? []) this.#filledBy.set(filled, later);
        if (statement.provides !== undefined) this.#made.set(statement.provides, later);
      });
  }

  /** Of the parts that stay, and have no owner of their own. */
  #grantsOnPartsAgain(before: CatalogObject, after: CatalogObject): readonly Statement[] {
    const { context } = this.decided;
    return context
      .children(after.id)
      .filter(
        ({ id, parents, attributes }) =>
          parents[0] === after.id && attributes.owner === undefined && !context.isMade(id),
      )
      .flatMap((part) => grantsOnPartAgain(kindOf(after.kind), [before, after], part, kindOf(part.kind), context));
  }

  /** Everything that uses, directly or not, what has hidden needs of its own. */
  #callsOpaque(): ReadonlySet<ObjectId> {
    if (this.#opaqueCallers !== undefined) return this.#opaqueCallers;
    const callers = new Set<ObjectId>();
    const queue: ObjectId[] = [];
    for (const each of this.goal.objects.values()) if (kindOf(each.kind).isOpaque?.(each)) queue.push(each.id);
    const dependents = dependentsOf(this.goal);
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      for (const caller of dependents(id)) {
        if (callers.has(caller)) continue;
        callers.add(caller);
        queue.push(caller);
      }
    }
    this.#opaqueCallers = callers;
    return callers;
  }

  #add(
    object: CatalogObject,
    action: Step['action'],
    because: ObjectId,
    statements: readonly Statement[],
    phase: number,
    suffix = '',
  ): number {
    const rank = String(rankOf(object.kind)).padStart(3, '0');
    const position = String(Number(object.facts.position ?? 0)).padStart(5, '0');
    const place = typeof object.facts.position === 'number' ? (object.parents[0] ?? '') : object.id;
    const key = [phase, rank, place, position, object.id, suffix].join('\t');
    return this.drafts.push({ object: object.id, action, because, statements, key }) - 1;
  }

  edges(): LabelledEdge[] {
    for (const operation of this.decided.operations.values()) {
      if (operation.make !== undefined) this.#makingEdges(operation.id);
      if (operation.remove !== undefined) this.#removalEdges(operation);
    }
    for (const { disturbed, by } of this.decided.disturbances) {
      for (const change of this.#changesOf(by))
        this.#edge(this.#removal(disturbed), change, this.#labels(this.#removedBy, 'remove', disturbed));
    }
    this.#claimEdges();
    this.drafts.forEach((draft, node) => {
      for (const { requires = [], before = [], after = [] } of draft.statements) {
        for (const token of typeof requires === 'function' ? requires() : requires) {
          this.#edge(this.#made.get(token), node);
          this.#rowsEdge(draft.object, node, token);
        }
        for (const id of before) this.#edge(node, this.#removal(id));
        for (const id of after) this.#edge(this.#removal(id), node);
      }
    });
    return [...this.#edges.values()];
  }

  /** After what it depends on was made. */
  #makingEdges(id: ObjectId): void {
    const object = this.goal.objects.get(id);
    const node = this.#made.get(id);
    if (object === undefined) return;
    const joined = this.#joinedParents(object);
    const parents = this.#followsParents(object) ? object.parents.filter((each) => !joined.includes(each)) : [];
    const labels = this.#labels(this.#madeBy, 'make', id);
    for (const parent of joined) this.#edge(node, this.#made.get(parent));
    for (const on of [...(this.goal.dependencies.get(id) ?? []), ...parents])
      for (const each of [...(this.#ahead.get(id) ?? []), node]) {
        this.#edge(this.#makingOf(on), each, labels);
        this.#rowsEdge(id, each, on);
      }
    for (const kept of keptBy(id, this.goal)) this.#reshapeEdges(kept, node, labels);
    this.#edge(this.#removal(id), node, labels);
    // What was inherited is its own to change once that is gone.
    for (const origin of this.target.objects.get(id)?.parents.slice(1) ?? []) {
      const isInherited = this.target.objects.get(origin)?.kind === object.kind;
      if (isInherited && this.decided.operations.get(origin)?.remove === 'drop')
        this.#edge(this.#removal(origin), node, labels);
    }
  }

  /** A table whose rows something keeps whole can no longer be changed freely: that comes first. */
  #reshapeEdges(table: ObjectId, keeper: number | undefined, labels: readonly string[]): void {
    const { context } = this.decided;
    if (context.isMade(table)) return;
    for (const { id, kind } of context.children(table)) {
      if (kindOf(kind).reshapes !== undefined) this.#edge(this.#made.get(id), keeper, labels);
    }
  }

  /** Where an object begins to change, which is where that begins that it is inherited from, unless that goes. */
  #changesOf(id: ObjectId): readonly (number | undefined)[] {
    const own = this.decided.operations.get(id)?.remove === undefined ? this.#made.get(id) : this.#removal(id);
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
    if (operations.get(child.id)?.make === 'create') return [];
    return child.parents.slice(1).filter((id) => {
      const parent = this.goal.objects.get(id);
      if (parent === undefined || operations.get(id)?.make !== 'create') return false;
      return kindOf(parent.kind).absorbs?.(parent, child, context) === true;
    });
  }

  /** What is inherited changes with what it comes from. */
  #makingOf(id: ObjectId): number | undefined {
    const own = this.#made.get(id);
    const object = this.goal.objects.get(id);
    if (own !== undefined || object === undefined) return own;
    const origin = object.parents.slice(1).find((parent) => this.goal.objects.get(parent)?.kind === object.kind);
    return origin === undefined ? undefined : this.#makingOf(origin);
  }

  /** After what it stands on has its rows, unless it is one of the tables that these go to. */
  #rowsEdge(id: ObjectId, node: number | undefined, on: string): void {
    const label = `wait with ${id} for the rows of ${on}`;
    const root = rootOf(this.#madeBy, on);
    if (this.#filledBy.has(rootOf(this.#madeBy, id)) || this.detached.has(label)) return;
    this.#edge(this.#filledBy.get(root), node, [label]);
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
      const [labels, usedLabels] = [id, on].map((each) => this.#labels(this.#removedBy, 'remove', each));
      this.#edge(this.#removal(id), this.#removal(on), labels, usedLabels);
    }
    // What is inherited can't go on its own; what stays lets go by itself once it is no longer inherited.
    for (const parent of this.target.objects.get(id)?.parents ?? []) {
      const isFirst = remove === 'drop' || !isGoing(parent);
      const [first, second] = isFirst ? [id, parent] : [parent, id];
      this.#edge(this.#removal(first), this.#removal(second));
    }
  }

  /** What changes in place lets go of what is dropped; a name is free once its holder is gone. */
  #claimEdges(): void {
    const holders = new Map<string, number>();
    for (const { id, remove, make } of this.decided.operations.values()) {
      const object = this.target.objects.get(id);
      if (object === undefined) continue;
      const removal = this.#removal(id);
      if (remove === 'drop' && removal !== undefined) {
        for (const claim of kindOf(object.kind).claims?.(object) ?? []) holders.set(claim, removal);
      }
      if (remove === undefined && make !== undefined && make !== 'create') this.#letGoEdges(id);
    }
    for (const { id, make } of this.decided.operations.values()) {
      const object = this.goal.objects.get(id);
      if (make !== 'create' || object === undefined) continue;
      for (const claim of kindOf(object.kind).claims?.(object) ?? []) {
        this.#edge(holders.get(claim), this.#made.get(id), this.#labels(this.#madeBy, 'make', id));
      }
    }
  }

  #letGoEdges(id: ObjectId): void {
    for (const on of this.target.dependencies.get(id) ?? []) {
      if (this.decided.operations.get(on)?.remove !== 'drop') continue;
      if (this.goal.dependencies.get(id)?.includes(on) === true) continue;
      this.#edge(this.#made.get(id), this.#removal(on), this.#labels(this.#removedBy, 'remove', on));
    }
  }

  #removal(id: ObjectId): number | undefined {
    return this.#removed.get(rootOf(this.#removedBy, id));
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
    return this.drafts.some(
      (draft) => draft.object !== object && draft.statements.length > 0 && users.has(draft.object),
    );
  }

  inOrder(edges: readonly LabelledEdge[]): Step[] {
    const order = topologicalOrder(
      this.drafts.map(({ key }) => key),
      edges,
      this.drafts.map((draft) => this.#batch(draft)),
    );
    const done = new Set<number>();
    return order.flatMap((node) => {
      const draft = this.drafts[node];
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
        (relation) => this.decided.context.isMade(relation) && done.has(this.#made.get(relation) ?? -1),
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
}

function isOutsideTransaction({ statements }: Draft): boolean {
  return statements.some(({ outsideTransaction }) => outsideTransaction === true);
}

/** Hazards that an object has only while it is gone or other than before. */
const OF_ABSENCE: ReadonlySet<HazardCode> = new Set(['BREAKS_CLIENTS', 'CHANGES_ACCESS', 'DROPS_INDEX']);

/** What goes into the statement of another, by that other. */
function absorbedByRoot(
  absorbed: ReadonlyMap<ObjectId, ObjectId>,
  { objects }: Catalog,
): ReadonlyMap<ObjectId, readonly CatalogObject[]> {
  const byRoot = new Map<ObjectId, CatalogObject[]>();
  for (const id of absorbed.keys()) {
    const object = objects.get(id);
    const root = rootOf(absorbed, id);
    const known = byRoot.get(root);
    if (object === undefined) continue;
    if (known === undefined) byRoot.set(root, [object]);
    else known.push(object);
  }
  return byRoot;
}

function rootOf(absorbed: ReadonlyMap<ObjectId, ObjectId>, id: ObjectId): ObjectId {
  let root = id;
  for (let up = absorbed.get(root); up !== undefined; up = absorbed.get(root)) root = up;
  return root;
}
