import { dependentsOf } from './dependents';
import { facetStatements, grantsOnPartAgain } from './facets';
import type { Statement } from './kind';
import type { Catalog, CatalogObject, ObjectId, Step } from './model';
import type { Operation, Operations } from './operations';
import type { Edge } from './order';
import { kindOf, rankOf } from './registry';

/** A step that has no place yet. */
export interface Draft {
  readonly object: ObjectId;
  readonly action: Step['action'];
  readonly because: ObjectId;
  readonly statements: readonly Statement[];
  readonly key: string;
}

/** What a circle undoes: that one object takes another along. A third may still do so. */
export function absorption(what: 'make' | 'remove', id: ObjectId, by: ObjectId): string {
  return `${what} ${id} with ${by}`;
}

/** What is done to each object, as drafts of steps: what goes into the statement of another object is in that one's draft. */
export class Drafts {
  readonly all: Draft[] = [];
  /** Of what takes several steps, one after the other. */
  readonly inTurn: Edge[] = [];
  readonly #made = new Map<string, number>();
  /** object → what is done ahead of making it */
  readonly #ahead = new Map<ObjectId, readonly number[]>();
  /** object → what brings its rows after it was made */
  readonly #filledBy = new Map<ObjectId, number>();
  readonly #removed = new Map<ObjectId, number>();
  /** absorbed object → the one whose statement takes it along */
  readonly madeBy = new Map<ObjectId, ObjectId>();
  readonly removedBy = new Map<ObjectId, ObjectId>();
  #opaqueCallers: ReadonlySet<ObjectId> | undefined;

  /** @param detached absorptions that circles have undone */
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
    const gone = absorbedByRoot(this.removedBy, target);
    for (const operation of decided.operations.values()) this.#draftRemoval(operation, gone);
    const absorbed = absorbedByRoot(this.madeBy, goal);
    for (const operation of decided.operations.values()) this.#draftMaking(operation, absorbed);
  }

  /** The draft that makes an object, or provides what a token stands for. */
  making(token: string): number | undefined {
    return this.#made.get(token);
  }

  removal(id: ObjectId): number | undefined {
    return this.#removed.get(rootOf(this.removedBy, id));
  }

  /** All drafts that begin to make it. */
  beginnings(id: ObjectId): readonly (number | undefined)[] {
    return [...(this.#ahead.get(id) ?? []), this.#made.get(id)];
  }

  /** What brings its rows, or those of the object that it is made with. */
  filling(id: ObjectId): number | undefined {
    return this.#filledBy.get(rootOf(this.madeBy, id));
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
    if (parent !== undefined) this.madeBy.set(id, parent);
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
    if (parent !== undefined) this.removedBy.set(id, parent);
  }

  #draftRemoval({ id, remove, because }: Operation, absorbed: ReadonlyMap<ObjectId, readonly CatalogObject[]>): void {
    const object = this.target.objects.get(id);
    if (remove === undefined || object === undefined || this.removedBy.has(id)) return;
    const kind = kindOf(object.kind);
    const statements = remove === 'drop' ? kind.drop(object, this.decided.context, absorbed.get(id) ?? []) : remove;
    const phase = remove === 'drop' ? 0 : 1;
    this.#removed.set(id, this.#add(object, 'drop', because, statements, phase));
  }

  #draftMaking({ id, make, because }: Operation, absorbed: ReadonlyMap<ObjectId, readonly CatalogObject[]>): void {
    const object = this.goal.objects.get(id);
    if (make === undefined || object === undefined || this.madeBy.has(id)) return;
    const { context } = this.decided;
    const kind = kindOf(object.kind);
    const inside = absorbed.get(id) ?? [];
    const before = this.target.objects.get(id) ?? null;
    const written =
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
    const statements = written.filter(({ unlessMade }) => unlessMade === undefined || !context.isMade(unlessMade));
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
    ahead.forEach((node, at) => this.inTurn.push({ from: node, to: ahead[at + 1] ?? main }));
    this.#ahead.set(id, ahead);
    statements
      .filter((each) => each.later)
      .forEach((statement, at) => {
        const later = this.#add(object, 'alter', because, [statement], statement.fills ? 4 : phase, `~${at}`);
        this.inTurn.push({ from: main, to: later });
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
    return this.all.push({ object: object.id, action, because, statements, key }) - 1;
  }
}

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
