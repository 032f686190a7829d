import { facetStatements } from '../facets';
import { hazard, hazardFor, locksOut, locksOutWriters, scans } from '../hazards';
import type { Alteration, Kind, PlanContext, Statement } from '../kind';
import { kindNameOf, textOf, type CatalogObject, type Hazard, type ObjectId } from '../model';
import { ident, literal, nullable, qualified } from '../quote';
import { comesAfterwards } from './shared/family';
import { roleHolders, roles, rolesAgain } from './shared/index-roles';
import {
  type ConstraintAttributes,
  constraintQuery,
  NOT_VALID,
  readConstraint,
  WITH_INDEX,
} from './shared/constraint-row';
import {
  comesFromAbove,
  constraintSql,
  excludes,
  isUnchecked,
  keyAround,
  keyIndexSql,
} from './shared/inline-constraint';
import { loggedAsNeeded } from './shared/logged-references';
import { buildConcurrently, nameBeside, staysInUse, validate, validated } from './shared/online';
import { optionChanges, tableOf } from './shared/relations';
import {
  becomesOwn,
  heirs,
  isPartition,
  joinsLater,
  namesakes,
  outlivesInheritance,
  withInheritedCheck,
} from './shared/inheritance';
import { isAttached, isAttachedAnew, olderInPartition, tableThatMoves } from './shared/order-of-indexes';
import { attached, attachedBelow, attachExisting, ofPartitionedTable, partitionsBelow } from './shared/partitions';
import { withRightsOfOwner } from './shared/rights';
import { ifExists } from './shared/run-again';

export const constraint: Kind<ConstraintAttributes> = {
  name: 'constraint',
  label: { one: 'constraint', many: 'constraints' },
  catalog: 'pg_constraint',
  evaluates: true,
  // It is attached as the partition is, to any that fits.
  open: ['attached_to'],

  query: constraintQuery,
  read: readConstraint,

  ignoring: (object, what) =>
    what === 'tablespace' ? { ...object, attributes: { ...object.attributes, index_tablespace: null } } : object,

  address: (object) => `CONSTRAINT ${ident(object.name)} ON ${tableOf(object)}`,

  claims: (object) => [
    `constraint ${ident(object.name)} on ${tableOf(object)}`,
    ...(typeof object.facts.index === 'string' ? [`relation ${object.facts.index}`] : []),
    ...(object.attributes.type === 'primary_key' ? [`primary key of ${tableOf(object)}`] : []),
  ],

  rename: {
    why: 'the same definition',
    alone: true,
    internal: true,
    heirs: (object, catalog) => (object.attributes.type === 'check' ? heirs(object, catalog) : []),
    sql: (object, name) => `ALTER TABLE ${tableOf(object)} RENAME CONSTRAINT ${ident(object.name)} TO ${ident(name)}`,
  },
  followRename: (_before, after) => ({
    ...after,
    facts: { ...after.facts, index: after.facts.index === null ? null : qualified(after.schema, after.name) },
  }),

  prerequisites: (id, sides) => [
    ...roleHolders(id, sides),
    ...loggedAsNeeded(id, sides),
    ...tableThatMoves(id, sides),
    ...withInheritedCheck(id, sides),
    ...namesakes(id, sides),
  ],

  // A parent's check reaches the tables that inherit by then.
  absorbs: (object, child, context) =>
    object.attributes.type === 'check' &&
    child.parents.slice(1).includes(object.id) &&
    (!joinsLater(child, object, context) || comesAfterwards(child, context)) &&
    !bringsItsOwn(child, object, context),

  outlives: (object, parent, context) =>
    outlivesInheritance(object, parent, context.goal, context.target) || becomesOwnCheck(object, parent, context),
  inseparableFrom: (object, context) =>
    object.attributes.type === 'check' ? undefined : ofPartitionedTable(object, context),

  create(object, context, absorbed) {
    const statements: Statement[] = [
      ...(comesFromAbove(object) ? [] : (onlineAddition(object, context) ?? addition(object, context))),
      ...checkedPartitions(object, absorbed, context),
      ...rolesAgain(object, object.name, context),
      ...(object.attributes.index_comment === null ? [] : [commentOnIndex(object)]),
      ...(typeof object.facts.index === 'string' ? attachExisting(object.id, object.facts.index, context) : []),
    ];
    const parent = attachedTo(object, context);
    if (parent !== null && typeof object.facts.index === 'string') {
      statements.push({
        sql: `ALTER INDEX ${parent} ATTACH PARTITION ${object.facts.index}`,
        requires: object.parents,
        later: true,
        provides: attached(object.id),
      });
    }
    return statements;
  },

  drop(object, context, absorbed) {
    const hazards = [
      ...tablesOf(object).flatMap((table) => locksOut(table, object.id)),
      ...(typeof object.facts.index === 'string'
        ? [hazard('DROPS_INDEX', object.id, 'queries that use its index become slower')]
        : []),
    ];
    const drop = (each: CatalogObject, only: string): string =>
      `ALTER TABLE${ifExists(context)} ${only}${tableOf(each)} DROP CONSTRAINT${ifExists(context)} ${ident(each.name)}`;
    const going = [object, ...absorbed];
    const leavesOwn = going.some(({ id }) =>
      context.targetChildren(id).some((heir) => becomesOwnCheck(heir, id, context)),
    );
    return leavesOwn
      ? going.map((each) => ({
          sql: drop(each, 'ONLY '),
          ...(context.isMade(each.id) && { once: true as const }),
          hazards,
        }))
      : [{ sql: drop(object, ''), hazards, ...(comesBackFromAbove(object, context) && { once: true }) }];
  },

  alter(target, goal, changes, context) {
    const changed = new Set(changes.map(({ attribute }) => attribute));
    const statements: Statement[] = [];
    if (changed.has('definition') || changed.has('validated')) {
      const unmarked = target.attributes.definition.replace(NOT_VALID, '');
      if (unmarked !== goal.attributes.definition) return exchange(target, goal, context) ?? 'replace';
      statements.push(validated(goal, goal.name, BROKEN_BY_ROW, context));
    }
    if (changed.has('attached_to') && (excludes(goal) || isAttachedAnew(goal, context))) return 'replace';
    const index = textOf(goal.facts.index);
    for (const change of optionChanges(target.attributes.index_options, goal.attributes.index_options)) {
      statements.push({ sql: `ALTER INDEX ${index} ${change}` });
    }
    if (changed.has('index_tablespace')) {
      statements.push({
        sql: `ALTER INDEX ${index} SET TABLESPACE ${ident(goal.attributes.index_tablespace ?? 'pg_default')}`,
      });
    }
    if (changed.has('index_comment')) statements.push(commentOnIndex(goal));
    return { statements };
  },

  verify: (object) =>
    `EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass(${literal(tableOf(object))}) ` +
    `AND conname = ${literal(object.name)} AND ${hasDefinition(object)}` +
    // A foreign key of the table that this one is a partition of is not its own.
    (object.attributes.type === 'foreign_key' ? ' AND conparentid = 0' : '') +
    `${isAttached('conindid', object.attributes.attached_to)})`,
};

type Constraint = CatalogObject<ConstraintAttributes>;

/** Whether what is inherited was validated since is not compared. */
function hasDefinition({ attributes, facts }: Constraint): string {
  const is = `pg_catalog.pg_get_constraintdef(oid) = ${literal(attributes.definition)}`;
  const isUnvalidated = `pg_catalog.pg_get_constraintdef(oid) = ${literal(`${attributes.definition} NOT VALID`)}`;
  return facts.inherited === true ? `(${is} OR ${isUnvalidated})` : is;
}

function commentOnIndex({ attributes, facts }: Constraint): Statement {
  return { sql: `COMMENT ON INDEX ${textOf(facts.index)} IS ${nullable(attributes.index_comment)}` };
}

/** Keys and foreign keys are not inherited. */
function becomesOwnCheck(child: CatalogObject, parent: ObjectId, context: PlanContext): boolean {
  return child.attributes.type === 'check' && becomesOwn(child, parent, context);
}

/** Whether one of that name can be that of the table above by then, which is nobody's to drop. */
function comesBackFromAbove({ attributes, parents: [table = ''] }: Constraint, { goal }: PlanContext): boolean {
  return attributes.type === 'foreign_key' && isPartition(table, goal);
}

/** A new partition has the check before it is attached. */
function bringsItsOwn(
  { parents: [table = ''], facts }: CatalogObject,
  { attributes }: Constraint,
  { isMade }: PlanContext,
): boolean {
  return attributes.validated && facts.of_partition === true && isMade(table);
}

/** What a partition's rows were checked for, though not those of all partitions. */
function checkedPartitions(
  { attributes }: Constraint,
  absorbed: readonly CatalogObject[],
  context: PlanContext,
): readonly Statement[] {
  return absorbed
    .filter((heir) => !attributes.validated && heir.facts.of_partition === true && !isUnchecked(heir))
    .map((heir) => validated(heir, heir.name, BROKEN_BY_ROW, context));
}

const BROKEN_BY_ROW = 'a row may break the constraint';

function addition(object: Constraint, context: PlanContext): readonly Statement[] {
  const { type } = object.attributes;
  const reachesPartitions = type === 'foreign_key' || type === 'check' || excludes(object);
  const only = object.facts.partitioned === true && !reachesPartitions ? 'ONLY ' : '';
  const add: Statement = {
    sql: `ALTER TABLE ${only}${tableOf(object)} ADD CONSTRAINT ${ident(object.name)} ${constraintSql(object)}`,
    once: true,
    hazards: [...addHazards(object), ...partitionHazards(object, context)],
    requires: [...partitionsOf(object, context), ...validKey(object, context), ...olderInPartition(object, context)],
  };
  return WITH_INDEX.has(type) ? withRightsOfOwner(object, [add], context) : [add];
}

/** Adds it while others read and write the table; null where PostgreSQL has no way to do so, or nobody uses the table yet. */
function onlineAddition(object: Constraint, context: PlanContext): Statement[] | null {
  const { type, validated } = object.attributes;
  if (!staysInUse(object.parents[0], context)) return null;
  const add = `ALTER TABLE ${tableOf(object)} ADD CONSTRAINT ${ident(object.name)}`;
  if (type === 'primary_key' || type === 'unique') {
    const around = object.facts.partitioned === true ? null : keyAround(object);
    if (around === null) return null;
    const beside = nameBeside(object.name, 'new');
    return [
      ...buildConcurrently(object, beside, keyIndexSql(object, beside)).map((each) => ({
        ...each,
        ahead: true as const,
        requires: olderInPartition(object, context),
      })),
      {
        sql: `${add} ${around.before} USING INDEX ${ident(beside)}${around.after}`,
        hazards: locksOut(object.parents[0], object.id),
      },
    ];
  }
  const isPartitioned = object.facts.partitioned === true && context.target.server.version < 180000;
  if (!validated || type === 'exclude' || object.facts.inherited === true) return null;
  if (type === 'foreign_key' && isPartitioned) return null;
  return [
    {
      sql: `${add} ${object.attributes.definition} NOT VALID`,
      hazards: lockHazards(object),
      requires: [...validKey(object, context), ...uniqueIndexes(object, context)],
    },
    { ...validate(object.id, tableOf(object), object.name, BROKEN_BY_ROW), later: true },
  ];
}

/** A foreign key chooses among the unique indexes that are there: those that change do so before. */
function uniqueIndexes({ id, attributes }: Constraint, context: PlanContext): readonly string[] {
  if (attributes.type !== 'foreign_key') return [];
  const columns = (context.goal.dependencies.get(id) ?? []).flatMap((on) => context.goal.objects.get(on) ?? []);
  const tables = new Set(columns.flatMap(({ kind, parents }) => (kind === 'column' ? parents.slice(0, 1) : [])));
  return [...tables]
    .flatMap((table) => context.children(table))
    .filter(({ kind, facts }) => kind === 'index' && facts.unique === true)
    .map((index) => index.id);
}

/** The new one takes the place of the old one in one step; what used the old one has let go by then. */
function exchange(target: Constraint, goal: Constraint, context: PlanContext): Alteration | null {
  const isShared = goal.parents.length > 1 || target.parents.length > 1 || hasHeirs(goal, context);
  const addition = isShared || isInTheWay(target, context) ? null : onlineAddition(goal, context);
  if (addition === null) return null;
  const asBefore = { ...goal, attributes: { ...goal.attributes, comment: target.attributes.comment ?? null } };
  return {
    statements: [
      { sql: `ALTER TABLE ${tableOf(goal)} DROP CONSTRAINT ${ident(goal.name)}` },
      ...addition,
      ...roles(goal, goal.name),
      ...facetStatements(constraint, null, asBefore, context),
    ],
    disturbs: () => true,
  };
}

/** A column of a primary key can become nullable, and a key that a foreign key uses can go, only when the old one is gone. */
function isInTheWay({ id, attributes }: Constraint, { target, goal }: PlanContext): boolean {
  const used = target.dependencies.get(id) ?? [];
  return attributes.type === 'primary_key'
    ? used.some((on) => goal.objects.get(on)?.attributes.not_null === false)
    : used.some((on) => !goal.objects.has(on));
}

function hasHeirs({ id }: Constraint, { target, goal }: PlanContext): boolean {
  return [target, goal].some(({ objects }) => [...objects.values()].some(({ parents }) => parents.includes(id)));
}

function addHazards(object: CatalogObject<ConstraintAttributes>): readonly Hazard[] {
  const { type, validated } = object.attributes;
  const [table] = object.parents;
  const isKey = WITH_INDEX.has(type);
  const locks = lockHazards(object);
  if (!validated || isUnchecked(object)) return locks;
  return [
    ...hazardFor(table, 'MAY_FAIL_ON_EXISTING_ROWS', object.id, BROKEN_BY_ROW),
    ...locks,
    ...(isKey ? hazardFor(table, 'BUILDS_INDEX', object.id, 'builds an index over all rows') : scans(table, object.id)),
  ];
}

/** A table that is new can have partitions that are not. */
function partitionHazards(object: Constraint, { children, isMade }: PlanContext): readonly Hazard[] {
  const [table = ''] = object.parents;
  if (excludes(object)) return children(object.id).flatMap((each) => addHazards(each as Constraint));
  const { type } = object.attributes;
  if (!isMade(table) || (type !== 'foreign_key' && type !== 'check')) return [];
  return partitionsBelow(table, children).flatMap(({ id }) =>
    type === 'check'
      ? locksOut(id, object.id)
      : [...locksOutWriters(id, object.id, 'SHARE_ROW_EXCLUSIVE_LOCK'), ...scans(id, object.id)],
  );
}

function lockHazards(object: Constraint): readonly Hazard[] {
  return tablesOf(object).flatMap((table) =>
    object.attributes.type === 'foreign_key'
      ? locksOutWriters(table, object.id, 'SHARE_ROW_EXCLUSIVE_LOCK')
      : locksOut(table, object.id),
  );
}

/** The constraint's own table, and the one that a foreign key refers to. */
function tablesOf({ parents, facts }: CatalogObject): readonly ObjectId[] {
  const tables = [...parents.slice(0, 1), ...(typeof facts.references === 'string' ? [facts.references] : [])];
  return [...new Set(tables)];
}

/** A key of a partitioned table is created when the partitions that are new are attached; they bring their checks themselves. */
function partitionsOf(object: Constraint, context: PlanContext): readonly string[] {
  const { type, validated } = object.attributes;
  if (object.facts.partitioned !== true || (type === 'check' && validated)) return [];
  return object.parents
    .slice(0, 1)
    .flatMap((table) => context.children(table).flatMap(({ kind, id }) => (kind === 'table' ? [attached(id)] : [])));
}

/** A foreign key finds the key of a partitioned table only when that is complete. */
function validKey({ id, attributes }: CatalogObject, context: PlanContext): readonly string[] {
  if (attributes.type !== 'foreign_key') return [];
  return (context.goal.dependencies.get(id) ?? [])
    .filter((on) => ['constraint', 'index'].includes(kindNameOf(on)))
    .flatMap((on) => attachedBelow(on, context));
}

/** The index of the parent's key that this one must be attached to; an existing one takes it by itself. */
function attachedTo(object: CatalogObject, context: PlanContext): string | null {
  const parent = object.parents.slice(1).flatMap((id) => context.goal.objects.get(id) ?? [])[0];
  if (parent === undefined || comesFromAbove(object) || !context.isMade(parent.id)) return null;
  return qualified(parent.schema, parent.name);
}
