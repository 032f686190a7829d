import { hazardFor, locksOut, locksOutWriters, scans } from '../../hazards';
import type { PlanContext, Sides, Statement } from '../../kind';
import { textOf, type Attributes, type Catalog, type CatalogObject, type ObjectId } from '../../model';
import { ident, qualified } from '../../quote';
import { childId } from '../../reader';
import { ancestorsOf } from './inheritance';
import { comesFromAbove } from './inline-constraint';
import { changesParents, renameNotNull } from './not-null';
import { attached } from './partitions';

/** Where a table stands among others. */
export interface Placed extends Attributes {
  /** The tables that it inherits from, or is a partition of, as SQL names. */
  readonly inherits: readonly string[];
  /** As ATTACH PARTITION has it: `FOR VALUES FROM … TO …`. */
  readonly partition_bound: string | null;
}

/** What a table will inherit must be there, and be as its parent has it, before it joins; a partition has nothing else. */
export function inheritedParts(id: ObjectId, { source, target, children }: Sides): readonly ObjectId[] {
  const [wanted, actual] = [source.objects.get(id), target.objects.get(id)];
  if (wanted === undefined) return [];
  const isPartition = wanted.attributes.partition_bound !== null;
  const joined = ancestorsOf(wanted).filter((ancestor) => !ancestorsOf(actual).includes(ancestor));
  const inherited = inheritable(joined.flatMap(children));
  const lost = inherited.filter((each) => !source.objects.has(each));
  const namesakesOf = ({ kind, name }: CatalogObject): readonly ObjectId[] =>
    joined.map((ancestor) => childId(kind, ancestor, name)).filter((each) => source.objects.has(each));
  if (actual === undefined) return isPartition ? inherited : [...lost, ...children(id).flatMap(namesakesOf)];
  const own = children(id).flatMap((child) => {
    const above = namesakesOf(child);
    if (!source.objects.has(child.id))
      return child.kind === 'column' && isPartition && joined.length > 0 ? [child.id] : [];
    if (above.length === 0) return [];
    return isPartition && child.kind === 'column' ? [child.id, ...above] : [child.id];
  });
  return [...lost, ...own];
}

/** The columns and checks among the parts of a table: what a partition has as well, and nothing else. */
function inheritable(parts: readonly CatalogObject[]): readonly ObjectId[] {
  return parts.flatMap(({ kind, id, attributes }) => (kind === 'column' || attributes.type === 'check' ? [id] : []));
}

/** What the tables above lose: who joins them while it is there would have to have it too. */
export function lostAbove(table: CatalogObject, { goal, targetChildren }: PlanContext): readonly ObjectId[] {
  return inheritable(ancestorsOf(table).flatMap(targetChildren)).filter((id) => !goal.objects.has(id));
}

/** The columns of a new partition key; and the types that must know the values of a new bound. */
export function usedByPartitioning(id: ObjectId, { source, target, children }: Sides): readonly ObjectId[] {
  const [wanted, actual] = [source.objects.get(id), target.objects.get(id)];
  if (wanted === undefined || actual === undefined) return [];
  const changes = (attribute: string): boolean => wanted.attributes[attribute] !== actual.attributes[attribute];
  const keyOf = (table: ObjectId): readonly ObjectId[] =>
    children(table).flatMap((column) => (column.facts.in_partition_key === true ? [column.id] : []));
  return [
    ...(changes('partition_key') ? keyOf(id) : []),
    ...(changes('partition_bound')
      ? wanted.parents.flatMap(keyOf).flatMap((column) => source.dependencies.get(column) ?? [])
      : []),
  ];
}

/** The partition that has the wanted bound until then: no two can have it. */
export function withItsBound(id: ObjectId, { source, target, children }: Sides): readonly ObjectId[] {
  const bound = source.objects.get(id)?.attributes.partition_bound;
  if (typeof bound !== 'string') return [];
  return (source.objects.get(id)?.parents ?? []).flatMap((parent) =>
    children(parent)
      .filter((each) => each.id !== id && target.objects.get(each.id)?.attributes.partition_bound === bound)
      .map((each) => each.id),
  );
}

/** INHERITS brings the parent's checks along. */
export function comesByItself({ attributes, facts }: CatalogObject): boolean {
  return attributes.type === 'check' && facts.inherited === true;
}

/** A check whose rows are not looked at is made for all partitions once they are there. */
export function comesAfterwards({ kind, parents, facts }: CatalogObject, context: PlanContext): boolean {
  if (facts.of_partition !== true) return false;
  return parents.slice(1).some((id) => {
    const origin = context.goal.objects.get(id);
    return origin?.kind === kind && isMadeUnchecked(origin, context);
  });
}

function isMadeUnchecked({ id, attributes }: CatalogObject, { isMade }: PlanContext): boolean {
  return attributes.validated === false && isMade(id);
}

/** The kinds of parts that a table has from its parents. */
const INHERITED: ReadonlySet<string> = new Set(['column', 'constraint', 'index']);

/** Before what was inherited, and what it was inherited from, can be dropped. */
export function leaveParents(
  target: CatalogObject<Placed>,
  goal: CatalogObject<Placed>,
  changed: ReadonlySet<string>,
  context: PlanContext,
): Statement[] {
  const [from, to] = [target.attributes, goal.attributes];
  if (!changed.has('partition_bound') && !changed.has('inherits')) return [];
  if (from.partition_bound !== null && ancestorsOf(target).join() === ancestorsOf(goal).join())
    return [
      { ...detach(target, context), ...afterFamily(target, context), later: true, provides: detached(target.id) },
    ];
  const partsOf = (id: ObjectId): readonly ObjectId[] =>
    context
      .targetChildren(id)
      .filter(({ kind, parents }) => parents[0] === id && INHERITED.has(kind))
      .map((part) => part.id);
  const ancestors = ancestorsOf(target);
  const before = [...[target.id, ...ancestors].flatMap(partsOf), ...ancestors];
  if (from.partition_bound !== null)
    return [{ ...detach(target, context), before }, ...withoutForeignKeys(target, context)];
  return from.inherits
    .filter((parent) => to.partition_bound !== null || !to.inherits.includes(parent))
    .map((parent) => ({
      sql: `ALTER TABLE ${qualified(target.schema, target.name)} NO INHERIT ${parent}`,
      once: true,
      before,
      hazards: locksOut(target.id, target.id),
    }));
}

/** While they are inherited they cannot be renamed: that is done once the table has left, and before it joins. */
export function notNullNames(goal: CatalogObject<Placed>, context: PlanContext): Statement[] {
  return context.children(goal.id).flatMap((column) => {
    const was = context.target.objects.get(column.id);
    if (was === undefined || !changesParents(was, column)) return [];
    return was.attributes.not_null === true && column.attributes.not_null === true
      ? renameNotNull(was, column, context.target.server.version)
      : [];
  });
}

/** The token that says that a partition has left the table that it comes back to. */
function detached(partition: ObjectId): string {
  return `detached ${partition}`;
}

function detach(partition: CatalogObject<Placed>, context: PlanContext): Statement {
  const { id, parents, schema, name, attributes } = partition;
  const locked = [id, ...parents, ...referencedBy(context.targetChildren(id))];
  return {
    sql: `ALTER TABLE ${attributes.inherits.join()} DETACH PARTITION ${qualified(schema, name)}`,
    once: true,
    hazards: locked.flatMap((each) => locksOut(each, id)),
  };
}

/** PostgreSQL forgets a foreign key that is not enforced as it detaches the partition. */
function isEnforced({ attributes }: CatalogObject): boolean {
  return !textOf(attributes.definition).endsWith(' NOT ENFORCED');
}

/** The foreign keys of the tables that it was a partition of are its own once it is detached. */
function withoutForeignKeys(partition: CatalogObject<Placed>, { target, targetChildren }: PlanContext): Statement[] {
  const { id, schema, name } = partition;
  return foreignKeysAbove(partition, target, targetChildren).map((key) => {
    const names = (key.facts.names_in_partitions ?? {}) as Readonly<Record<ObjectId, string>>;
    return {
      sql: `ALTER TABLE ${qualified(schema, name)} DROP CONSTRAINT ${isEnforced(key) ? '' : 'IF EXISTS '}${ident(names[id] ?? key.name)}`,
      once: true,
      before: [key.id],
      // What leaves the partition itself does so before, with its own.
      requires: targetChildren(id).flatMap((each) => (each.kind === partition.kind ? [each.id] : [])),
      hazards: [id, ...referencedBy([key])].flatMap((each) => locksOut(each, id)),
    };
  });
}

/** The foreign keys that a partition has from the tables above it. */
function foreignKeysAbove(
  partition: CatalogObject | undefined,
  catalog: Catalog,
  children: PlanContext['children'],
): readonly CatalogObject[] {
  return ancestorsOf(partition).flatMap((table) => [
    ...children(table).filter(({ attributes }) => attributes.type === 'foreign_key'),
    ...foreignKeysAbove(catalog.objects.get(table), catalog, children),
  ]);
}

/** A partition that only gets another bound changes with its family before it is detached for that. */
function afterFamily(partition: CatalogObject, context: PlanContext): Pick<Statement, 'requires' | 'after'> {
  const ancestors = ancestorsOf(partition);
  const changing = ancestors.flatMap(context.children).filter((part) => !isMadeUnchecked(part, context));
  return {
    requires: inheritable(changing),
    after: ancestors.flatMap(context.targetChildren).flatMap(({ kind, id }) => (INHERITED.has(kind) ? [id] : [])),
  };
}

/** After everything that will be inherited is there. */
export function joinParents(
  { attributes: from }: CatalogObject<Placed>,
  goal: CatalogObject<Placed>,
  changed: ReadonlySet<string>,
  context: PlanContext,
): Statement[] {
  const { attributes: to } = goal;
  if (!changed.has('partition_bound') && !changed.has('inherits')) return [];
  if (to.partition_bound !== null) return [attach(goal, context)];
  return to.inherits
    .filter((parent) => from.partition_bound !== null || !from.inherits.includes(parent))
    .map((parent) => ({
      sql: `ALTER TABLE ${qualified(goal.schema, goal.name)} INHERIT ${parent}`,
      once: true,
      requires: [...goal.parents, ...context.children(goal.id).flatMap(({ id, parents }) => [id, ...parents.slice(1)])],
      after: lostAbove(goal, context),
      later: true,
      hazards: locksOut(goal.id, goal.id),
    }));
}

/** The tables that foreign keys among a table's parts refer to: they are locked when the keys go with it. */
export function referencedBy(parts: readonly CatalogObject[]): readonly ObjectId[] {
  return parts.flatMap(({ facts }) => (typeof facts.references === 'string' ? [facts.references] : []));
}

/**
 * Whether a part of a partition must be there before that is attached. Below a table that is new itself, indexes and
 * keys follow when everything is attached; columns and checks must fit before.
 */
export function comesBefore(part: CatalogObject, { parents }: CatalogObject, context: PlanContext): boolean {
  if (part.kind === 'column') return true;
  if (part.kind !== 'index' && part.kind !== 'constraint') return false;
  if (comesFromAbove(part)) return false;
  if (comesByItself(part)) return !comesAfterwards(part, context);
  return !parents.some((parent) => context.isMade(parent)) && !followsNewIndex(part, context);
}

/** A partition gets its own indexes and constraints before it is attached to a table that has theirs already. */
export function attach(object: CatalogObject<Placed>, context: PlanContext): Statement {
  const below = (table: CatalogObject): readonly CatalogObject[] =>
    context.children(table.id).flatMap((child) => (child.kind === table.kind ? [child, ...below(child)] : [child]));
  const all = below(object);
  const brought = all.filter(({ kind, id }) => kind === object.kind && !context.isMade(id));
  // Those that are new are made afterwards; in a new partition there is nothing to check.
  const foreignKeys = foreignKeysAbove(object, context.target, context.targetChildren).filter(
    ({ id }) => context.goal.objects.has(id) && context.target.objects.has(object.id),
  );
  const before = object.parents
    .flatMap((parent) => context.targetChildren(parent))
    .flatMap((each) => (each.kind === object.kind ? [each.id] : []));
  const moves = (id: ObjectId): boolean =>
    !context.isMade(id) && ancestorsOf(context.goal.objects.get(id)).join() !== object.parents.join();
  return {
    sql: `ALTER TABLE ${object.attributes.inherits.join()} ATTACH PARTITION ${qualified(object.schema, object.name)} ${object.attributes.partition_bound ?? ''}`,
    once: true,
    requires: () => [
      ...object.parents,
      ...[object.id, ...before].map(detached),
      // One that stays a table has left with its own changes.
      ...before.filter(moves),
      ...[...all.filter((part) => comesBefore(part, object, context)), ...brought].flatMap(({ id }) => [
        id,
        attached(id),
      ]),
    ],
    // Their bounds may be in the way of its own, and no column may be its alone.
    after: [
      ...before,
      ...inheritable(context.targetChildren(object.id)),
      ...all.filter(comesFromAbove).map(({ id }) => id),
      ...lostAbove(object, context),
    ],
    later: true,
    provides: attached(object.id),
    // The rows of a default partition must not belong into the new one; those that it brings must.
    hazards: [
      ...[object.id, ...defaultPartitions(object, context), ...brought.map(({ id }) => id)].flatMap((each) => [
        ...locksOut(each, object.id),
        ...(takesAnyRow(object, context)
          ? []
          : [
              ...scans(each, object.id),
              ...hazardFor(each, 'MAY_FAIL_ON_EXISTING_ROWS', object.id, 'a row may belong to another partition'),
            ]),
      ]),
      ...referencedBy(foreignKeys.filter(isEnforced)).flatMap((each) => [
        ...locksOutWriters(each, object.id, 'SHARE_ROW_EXCLUSIVE_LOCK'),
        ...scans(each, object.id),
      ]),
    ],
  };
}

/** The index of a partitioned table is made when its partitions are attached, and those below it follow. */
function followsNewIndex({ kind, parents: [, above], facts }: CatalogObject, context: PlanContext): boolean {
  const parent = context.goal.objects.get(above ?? '');
  if (parent === undefined || (kind !== 'index' && typeof facts.index !== 'string')) return false;
  return parent.parents.length > 1 ? followsNewIndex(parent, context) : context.isMade(parent.id);
}

function defaultPartitions({ parents }: CatalogObject, { goal, targetChildren }: PlanContext): readonly ObjectId[] {
  const isDefault = (partition: CatalogObject | undefined): boolean =>
    partition?.attributes.partition_bound === 'DEFAULT';
  return parents
    .flatMap((parent) => targetChildren(parent))
    .filter((each) => isDefault(each) && isDefault(goal.objects.get(each.id)))
    .map(({ id }) => id);
}

/** A default partition beside no other one. */
function takesAnyRow({ id, kind, parents, attributes }: CatalogObject, context: PlanContext): boolean {
  const others = parents
    .flatMap((parent) => context.children(parent))
    .filter((each) => each.kind === kind && each.id !== id);
  return attributes.partition_bound === 'DEFAULT' && others.length === 0;
}
