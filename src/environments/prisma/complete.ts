import { textOf, type Catalog, type CatalogObject, type LeftOut, type ObjectId } from '../../engine/model';
import { habitBetween, isHabitDefault, isHabitType, isSameUnqualified, shapeOf, type HabitGroup } from './habits';

/** What Prisma can say of objects that both sides have. Of other kinds it can say nothing. */
const EXPRESSIBLE: Readonly<Record<string, readonly string[]>> = {
  column: ['type', 'not_null'],
  default: ['expression'],
  enum: ['labels'],
  index: ['definition'],
  constraint: ['type', 'definition'],
};

/** The kinds that stand for something in a Prisma schema: where they are in the database alone, that is a difference. */
const OWN_KINDS: ReadonlySet<string> = new Set(['table', 'column', 'default', 'enum', 'index', 'constraint']);

const INDEX_METHODS: ReadonlySet<string> = new Set(['btree', 'hash', 'gin', 'gist', 'spgist', 'brin']);

/** Prisma Migrate keeps its history in it. */
const HISTORY = 'table:public._prisma_migrations';

/** Something that Prisma writes in its own way. */
export interface Habit {
  readonly group: HabitGroup;
  /** The object as the database has it. */
  readonly object: ObjectId;
  /** The same as Prisma would make it. */
  readonly prisma: ObjectId;
}

export interface Completed {
  /** What Prisma says, and everything that it can't say as the database has it. */
  readonly catalog: Catalog;
  readonly notExpressible: readonly ObjectId[];
  readonly habits: readonly Habit[];
}

/**
 * Makes a Prisma schema comparable with a database: what Prisma has no word for is taken from the database, so that it
 * is neither missing nor dropped.
 * @param ignoreHabits takes what differs only by Prisma's habit from the database too
 */
export function completePrisma(prisma: Catalog, database: Catalog, ignoreHabits: boolean): Completed {
  return new Completion(prisma, database, ignoreHabits).run();
}

class Completion {
  readonly #objects = new Map<ObjectId, CatalogObject>();
  readonly #dependencies: Map<ObjectId, readonly ObjectId[]>;
  readonly #notExpressible: ObjectId[] = [];
  readonly #habits: Habit[] = [];
  readonly #takeable = new Map<ObjectId, boolean>();
  readonly #schemas: ReadonlySet<string>;

  constructor(
    private readonly prisma: Catalog,
    private readonly database: Catalog,
    private readonly ignoreHabits: boolean,
  ) {
    this.#dependencies = new Map(prisma.dependencies);
    this.#schemas = new Set([...prisma.objects.values()].flatMap(({ schema }) => schema ?? []));
  }

  run(): Completed {
    for (const object of this.prisma.objects.values()) this.#objects.set(object.id, this.#merged(object));
    this.#pairByShape();
    for (const object of this.prisma.objects.values()) this.#dropOwnSerial(object);
    for (const object of this.database.objects.values()) {
      if (this.#objects.has(object.id) || !this.#canTake(object)) continue;
      this.#take(object);
      this.#notExpressible.push(object.id);
    }
    const leftOut: LeftOut[] = [];
    if (this.#notExpressible.length > 0)
      leftOut.push({
        reason: 'not expressible in Prisma',
        count: this.#notExpressible.length,
        examples: this.#notExpressible.slice(0, 5),
      });
    return {
      catalog: {
        ...this.prisma,
        objects: this.#objects,
        dependencies: this.#dependencies,
        leftOut: [...this.prisma.leftOut, ...leftOut],
      },
      notExpressible: this.#notExpressible,
      habits: this.#habits,
    };
  }

  /** What Prisma says of an object, the rest as the database has it. */
  #merged(object: CatalogObject): CatalogObject {
    const other = this.database.objects.get(object.id);
    if (other?.kind !== object.kind) return object;
    const own = Object.fromEntries(
      (EXPRESSIBLE[object.kind] ?? []).flatMap((name) =>
        name in object.attributes ? [[name, this.#valueOf(name, object, other)]] : [],
      ),
    );
    return { ...other, attributes: { ...other.attributes, ...own } };
  }

  #valueOf(name: string, object: CatalogObject, other: CatalogObject) {
    const [value, actual] = [textOf(object.attributes[name]), textOf(other.attributes[name])];
    if (value === actual) return object.attributes[name] ?? null;
    if (name === 'type' && object.kind === 'column' && isSameUnqualified(value, actual)) return actual;
    const group =
      name === 'type' && isHabitType(value, actual)
        ? 'types'
        : name === 'expression' && isHabitDefault(value, actual)
          ? 'defaults'
          : undefined;
    if (group === undefined) return object.attributes[name] ?? null;
    this.#habits.push({ group, object: other.id, prisma: object.id });
    return this.ignoreHabits ? actual : (object.attributes[name] ?? null);
  }

  /** Keys, foreign keys and indexes that do the same under another name or as another kind of object. */
  #pairByShape(): void {
    const byShape = new Map<string, CatalogObject>();
    for (const object of this.database.objects.values()) {
      const shape = shapeOf(object);
      if (shape !== undefined) byShape.set(shape, object);
    }
    for (const object of this.prisma.objects.values()) {
      const shape = shapeOf(object);
      const other = shape === undefined ? undefined : byShape.get(shape);
      const group = other === undefined ? undefined : habitBetween(object, other);
      if (other === undefined || group === undefined) continue;
      this.#habits.push({ group, object: other.id, prisma: object.id });
      if (!this.ignoreHabits) continue;
      this.#remove(object.id);
      this.#take(other);
    }
  }

  /** A column that the database numbers or computes in a way of its own has no default and no sequence of Prisma's. */
  #dropOwnSerial(object: CatalogObject): void {
    if (object.kind !== 'column') return;
    const other = this.database.objects.get(object.id);
    if ((other?.attributes.identity ?? null) === null && (other?.attributes.generated ?? null) === null) return;
    for (const { id, kind, parents } of this.prisma.objects.values())
      if ((kind === 'default' || kind === 'sequence') && parents.includes(object.id)) this.#remove(id);
  }

  /** True for what Prisma has no word for and what does not hang on something that only the database has. */
  #canTake(object: CatalogObject): boolean {
    const known = this.#takeable.get(object.id);
    if (known !== undefined) return known;
    // What depends on itself in a circle stands or falls with the rest.
    this.#takeable.set(object.id, true);
    const needs = [...object.parents, ...(this.database.dependencies.get(object.id) ?? [])];
    const answer =
      !this.#isExpressible(object) &&
      needs.every((id) => {
        const need = this.database.objects.get(id);
        return need === undefined || this.#objects.has(id) || this.#canTake(need);
      });
    this.#takeable.set(object.id, answer);
    return answer;
  }

  #isExpressible({ id, kind, schema, attributes, facts, parents }: CatalogObject): boolean {
    if (!OWN_KINDS.has(kind) || id === HISTORY || parents.includes(HISTORY)) return false;
    // A schema that the Prisma schema does not list is none of its business.
    if (schema !== null && !this.#schemas.has(schema)) return false;
    const owner = this.database.objects.get(parents[0] ?? '');
    switch (kind) {
      case 'table':
        return attributes.partition_bound === null;
      case 'index':
        return facts.plain === true && INDEX_METHODS.has(textOf(facts.method)) && owner?.kind === 'table';
      case 'constraint':
        return attributes.type !== 'check' && attributes.type !== 'exclude' && owner?.kind === 'table';
      case 'column':
        return owner?.kind === 'table';
      case 'default':
        return owner?.kind === 'column' && owner.facts.of_view !== true;
      default:
        return true;
    }
  }

  #take(object: CatalogObject): void {
    this.#objects.set(object.id, object);
    const on = this.database.dependencies.get(object.id);
    if (on !== undefined) this.#dependencies.set(object.id, on);
  }

  #remove(id: ObjectId): void {
    this.#objects.delete(id);
    this.#dependencies.delete(id);
  }
}
