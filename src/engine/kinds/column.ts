import { OWNER } from '../grants';
import { facetStatements } from '../facets';
import { hazard, hazardFor, locksTableOf, scans } from '../hazards';
import type { Kind, PlanContext, Release, ShapeContext, Sides, Statement } from '../kind';
import { textOf, type CatalogObject, type Change, type Hazard, type Value, type ObjectId } from '../model';
import { ident } from '../quote';
import { childId } from '../reader';
import {
  becomesNotNull,
  becomingHeirs,
  becomingOwn,
  defaultBelow,
  follows,
  keepsNotNull,
  leavesWith,
  movesWith,
  notNullBelow,
  parentsBecomeNotNull,
  partitionedBy,
} from './shared/column-inheritance';
import {
  ancestorsOf,
  becomesOwn,
  heirs,
  isOfNewPartition,
  joinsLater,
  noLongerInherited,
  outlivesInheritance,
} from './shared/inheritance';
import { identityExtras } from './shared/sequence-options';
import { columnExists } from './shared/column-exists';
import { columnSql, typeOf } from './shared/column-sql';
import {
  NAMED,
  NOT_NULL_DETAILS,
  notNullDetails,
  changesParents,
  leaveNotNull,
  renameNotNull,
  setNotNull,
  setNotNullOnline,
  withNotNullName,
} from './shared/not-null';
import { staysInUse } from './shared/online';
import {
  asItsTypeIsStored,
  columnExtras,
  foreignOptionChange,
  foreignOptionsOf,
  storageChanges,
  viewColumnStorage,
} from './shared/column-storage';
import {
  detourOverText,
  disturbsDependents,
  indexesInTheWay,
  isInPartitionKey,
  isTypeOf,
  typeChange,
} from './shared/column-type';
import { isTyped, typedTableOf, typeThatBrings } from './shared/typed-table';
import { losesType, waitsBesideTable } from './shared/kept-rows';
import { columnQuery, readColumn, type ColumnAttributes } from './shared/column-row';
import { tableOf } from './shared/relations';
import { withRightsToRewrite } from './shared/rights';
import { ifExists, ifNotExists } from './shared/run-again';
import { toastParametersAgain } from './shared/storage-parameters';

/** What changes with the parent's column. */
const FOLLOWING: ReadonlySet<string> = new Set(['type', 'collation', 'generated', 'virtual']);

export const column: Kind<ColumnAttributes> = {
  name: 'column',
  label: { one: 'column', many: 'columns' },
  catalog: 'pg_class',
  evaluates: true,
  since: { not_null_name: NAMED, ...NOT_NULL_DETAILS },

  query: columnQuery,
  read: readColumn,

  isCarrier: ({ facts }) => facts.of_view === true,
  // The owner has no privileges by column unless somebody granted them.
  usualGrants: () => ({ [OWNER]: [] }),

  prerequisites: (id, sides) => [...typedTableOf(id, sides), ...changesAlong(id, sides)],

  address: (object) => `COLUMN ${tableOf(object)}.${ident(object.name)}`,
  grantClause: (object, privileges) =>
    `${privileges.map((privilege) => `${privilege} (${ident(object.name)})`).join(', ')} ON TABLE ${tableOf(object)}`,

  rename: {
    why: 'the same type and place',
    alone: true,
    shape: columnShape,
    refused: ({ parents: [table] }, catalog) =>
      isTyped(table, catalog) ? 'its table has the columns of a type; rename the attribute of that' : undefined,
    heirs,
    sql: (object, name) => `${alterTable(object)} RENAME COLUMN ${ident(object.name)} TO ${ident(name)}`,
  },
  followRename: (before, after, [relation]) =>
    withNotNullName(before, {
      ...after,
      facts: { ...after.facts, table_name: relation?.name ?? after.facts.table_name ?? '' },
    }),

  // ADD COLUMN reaches the tables that inherit by then.
  absorbs: (object, child, context) =>
    (child.kind === 'default' && object.facts.of_view !== true && typeThatBrings(object, context) === undefined) ||
    (child.kind === 'sequence' && child.facts.identity === true) ||
    (child.kind === 'column' &&
      child.parents.slice(1).includes(object.id) &&
      child.facts.said_itself !== true &&
      !joinsLater(child, object, context) &&
      !isOfNewPartition(child, context)),

  isOwnAsWell: ({ facts }) => facts.said_itself === true,
  outlives: (object, parent, context) =>
    (object.facts.said_itself === true && parent !== object.parents[0]) ||
    outlivesInheritance(object, parent, context.goal, context.target) ||
    becomesOwn(object, parent, context),

  goesOnlyWithParent: (object, context) => object.facts.in_partition_key === true || waitsBesideTable(object, context),

  contains: ({ facts, parents }, type) => (facts.of_view === true || parents.includes(type) ? null : 'in rows'),
  reshapes: (object, context) => (changesRows(object, context) ? tablesWith(object, context) : []),

  create(object, context, absorbed) {
    if (object.facts.of_view === true) return viewColumnStorage(object);
    const type = typeThatBrings(object, context);
    if (type !== undefined) {
      const notNull = object.attributes.not_null ? [setNotNull(object, context)] : [];
      return [...notNull, ...columnExtras(object, context)].map((each) => ({ ...each, requires: [type] }));
    }
    const inherited = absorbed.filter(({ kind }) => kind === 'column');
    const add: Statement = {
      sql: `${alterTable(object)} ADD COLUMN${ifNotExists(context)} ${columnSql(object, context, absorbed)}`,
      hazards: addHazards(object, absorbed),
      // Of a partition or a typed table, which it may be by then, PostgreSQL refuses even what is there.
      ...((object.facts.inherited === true || isTyped(object.parents[0], context.goal)) && { once: true as const }),
    };
    return [
      ...becomingHeirs(object, context).flatMap((heir) => nameNotNullAnew(heir, context)),
      ...withRightsToRewrite(object.parents[0] ?? '', [add], context),
      ...inherited.flatMap((each) => [
        ...defaultBelow(each, object, absorbed, context),
        ...notNullBelow(each, context),
      ]),
      ...[object, ...inherited].flatMap((each) => columnExtras(each, context)),
      ...identityExtras(absorbed, context.goal.objects.get(object.parents[0] ?? '')?.attributes.unlogged === true),
    ];
  },

  drop(object, context, absorbed) {
    if (object.facts.of_view === true) {
      const plain = { ...object, attributes: { grants: {} } };
      return [
        ...storageChanges(object, plain),
        // Grants tell the owner from other roles.
        ...facetStatements(column, object, plain, context).map((each) => ({ ...each, requires: object.parents })),
      ];
    }
    if (typeThatBrings(object, context) !== undefined) return [];
    const hazards = [...locksTableOf(object)];
    const again = context.goal.objects.get(object.id);
    const isComputedAgain =
      typeof object.attributes.generated === 'string' && typeof again?.attributes.generated === 'string';
    if (!isComputedAgain) {
      hazards.push(hazard('DELETES_DATA', object.id, 'the values of the column are lost'));
      hazards.push(hazard('BREAKS_CLIENTS', object.id, 'queries that use it fail'));
      // What inherits the column goes with it, though it comes back.
      const heirsAgain = absorbed.filter(({ kind, id }) => kind === 'column' && context.goal.objects.has(id));
      for (const { id } of heirsAgain) hazards.push(hazard('DELETES_DATA', id, 'the values of the column are lost'));
    }
    const going = [object, ...absorbed.filter(({ kind }) => kind === 'column')];
    const drop = (each: CatalogObject, only: string): string =>
      `ALTER TABLE${ifExists(context)} ${only}${tableOf(each)} DROP COLUMN${ifExists(context)} ${ident(each.name)}`;
    const owners = going.flatMap(({ id }) => becomingOwn(id, context));
    const once = isTyped(object.parents[0], context.goal) && { once: true as const };
    if (owners.length === 0) return [{ sql: drop(object, ''), hazards, ...once }];
    return [
      ...going.flatMap((each) => leaveNotNull(each, context.target.server.version)),
      ...going.map((each, at) => ({
        sql: drop(each, 'ONLY '),
        ...(context.isMade(each.id) && { once: true as const }),
        hazards: [
          ...(at === 0 ? hazards : locksTableOf(each)),
          ...becomingOwn(each.id, context).flatMap((owner) => locksTableOf(owner)),
        ],
      })),
      ...owners.flatMap((owner) => nameNotNullAnew(owner, context)),
    ];
  },

  alter: (target, goal, all, context) => {
    const isLed = follows(target, goal);
    const comesFromParent = isLed && becomesNotNull(target, goal) && parentsBecomeNotNull(goal, context);
    const changes = all.filter(
      ({ attribute }) => !(isLed && FOLLOWING.has(attribute)) && !(comesFromParent && attribute === 'not_null'),
    );
    const isComputedOtherwise = changes.some(({ attribute }) => attribute === 'generated' || attribute === 'virtual');
    if (isComputedOtherwise && !keepsComputed(target, goal)) return 'replace';
    const [table = ''] = target.parents;
    if (changesType(changes) && !context.isRemoved(table) && isInPartitionKey(target, context)) {
      return { replaces: table };
    }
    const isTypeNew = changesType(all);
    const { statements } = alterColumn(isTypeNew ? asItsTypeIsStored(target) : target, goal, changes, context);
    const isBoundToType = disturbsDependents(target.id, context);
    const heirsLetGo = losesNotNull(target, goal) && !dropsNotNullAlone(target, context);
    return {
      // Before PostgreSQL 17 an expression can't be changed; but it can be dropped, and the values stay.
      statements: [
        ...(isComputedOtherwise ? [dropExpression(goal)] : []),
        ...statements,
        ...(isTypeNew ? toastParametersAgain(goal, context) : []),
      ],
      disturbs: (dependent) =>
        (isTypeNew && isBoundToType(dependent)) || (heirsLetGo && keepsNotNull(dependent, context)),
    };
  },

  release(target, goal, cause, context) {
    const [table = ''] = target.parents;
    if (target.facts.of_view === true) return { replaces: table };
    if (typeof target.attributes.generated === 'string') {
      return keepsComputed(target, goal) && !isTypeOf(cause)
        ? { release: [dropExpression(target)], restore: [] }
        : 'replace';
    }
    if (target.parents.includes(cause.id)) return keepNotNull(target, goal, context);
    if (!isTypeOf(cause)) return 'keep';
    // It takes the detour of its parent's.
    if (follows(target, goal)) return { release: [], restore: [], disturbs: disturbsDependents(target.id, context) };
    if (context.isRemoved(table)) return 'replace';
    if (isInPartitionKey(target, context)) return { replaces: table };
    return detourOverText(target, goal, cause, context);
  },

  verify: columnExists,
};

/** What a column that comes, changes or goes takes along. */
function changesAlong(id: ObjectId, sides: Sides): readonly ObjectId[] {
  const { source, target, children } = sides;
  const [wanted, actual] = [source.objects.get(id), target.objects.get(id)];
  const table = actual?.parents[0];
  if (actual === undefined || table === undefined) {
    const heirsOf = children(id).filter((heir) => heir.kind === 'column' && target.objects.has(heir.id));
    const inTheWay =
      wanted === undefined ? [] : heirs(wanted, target).filter((heir) => typeOf(heir) !== typeOf(wanted));
    return [...heirsOf, ...inTheWay].map((heir) => heir.id);
  }
  if (wanted === undefined)
    return [...leavesWith(table, actual.name, sides), ...partitionedBy(actual, sides), ...movesWith(id, sides)];
  const sequences = children(id).filter(({ facts }) => facts.identity === true);
  const keys = children(table).filter(
    (key) => key.attributes.type === 'primary_key' && target.dependencies.get(key.id)?.includes(id) === true,
  );
  // Grants tell the owner from other roles.
  const changesOwner = source.objects.get(table)?.attributes.owner !== target.objects.get(table)?.attributes.owner;
  return [
    ...(actual.attributes.identity === wanted.attributes.identity ? [] : sequences.map((each) => each.id)),
    ...(wanted.attributes.not_null === false ? keys.map((each) => each.id) : []),
    ...noLongerInherited(actual, wanted, sides),
    ...(typeOf(actual) === typeOf(wanted)
      ? []
      : // What inherits it may have a default of its own, of the old type.
        [...indexesInTheWay(wanted, sides), ...heirs(wanted, target).map((heir) => heir.id)]),
    ...(changesOwner && JSON.stringify(actual.attributes.grants) !== JSON.stringify(wanted.attributes.grants)
      ? [table]
      : []),
  ];
}

/** Where the table neither joins nor leaves its parents. */
function nameNotNullAnew({ id }: CatalogObject, { goal, target }: PlanContext): readonly Statement[] {
  const [was, will] = [target.objects.get(id), goal.objects.get(id)];
  if (was?.attributes.not_null !== true || will?.attributes.not_null !== true) return [];
  return renameNotNull(was, will, target.server.version).map((rename) => ({ ...rename, unlessMade: id }));
}

function losesNotNull(target: CatalogObject, goal: CatalogObject): boolean {
  return target.attributes.not_null === true && goal.attributes.not_null === false;
}

/** Before NOT NULL was a constraint, a table could be without that of the tables that inherit; but not one of its partitions. */
function dropsNotNullAlone(column: CatalogObject, { goal, target }: PlanContext): boolean {
  const isPartitioned = typeof target.objects.get(column.parents[0] ?? '')?.attributes.partition_key === 'string';
  const isNotNull = (heir: CatalogObject | undefined): boolean => heir?.attributes.not_null === true;
  return (
    target.server.version < NAMED &&
    !isPartitioned &&
    heirs(column, target).some((heir) => isNotNull(heir) && isNotNull(goal.objects.get(heir.id)))
  );
}

/** DROP NOT NULL reaches the tables that inherit, but for what they say themselves once that can be told apart. */
function keepNotNull(target: CatalogObject, goal: CatalogObject, context: PlanContext): Release {
  const { version } = context.target.server;
  const [table] = goal.parents;
  const set = `${alterTable(goal)} ALTER COLUMN ${ident(goal.name)} SET NOT NULL`;
  if (version >= NAMED)
    return { release: [{ sql: set, hazards: locksTableOf(goal) }], restore: renameNotNull(target, goal, version) };
  return {
    release: [],
    restore: [{ sql: set, hazards: [...locksTableOf(goal), ...scans(table, goal.id)] }],
    disturbs: (dependent) => dependent.attributes.type === 'primary_key' || keepsNotNull(dependent, context),
  };
}

/** Its type, default and the like, and the column before it among those that both tables have. */
function columnShape(
  { attributes, facts, name, parents: [table = ''] }: CatalogObject<ColumnAttributes>,
  { own, other, children }: ShapeContext,
): Value | null {
  const isHeir = ancestorsOf(own.objects.get(table)).some((each) => own.objects.has(childId('column', each, name)));
  if (facts.of_view === true || isHeir || isTyped(table, own)) return null;
  const isSerial = children.some(({ kind }) => kind === 'sequence');
  const expression = children.find(({ kind }) => kind === 'default')?.attributes.expression ?? null;
  const before = [...own.objects.values()]
    .filter(({ kind, parents }) => kind === 'column' && parents[0] === table)
    .filter(({ id, facts: { position } }) => other.objects.has(id) && Number(position) < Number(facts.position))
    .at(-1);
  const { type, collation, generated, virtual, identity } = attributes;
  return [
    [type, collation, generated, virtual, identity].map((value) => value ?? null),
    isSerial ? 'serial' : expression,
    before?.id ?? null,
  ];
}

function alterTable(object: CatalogObject): string {
  return `ALTER TABLE ${tableOf(object)}`;
}

/** Whether PostgreSQL takes it for another type of the rows, or writes them again. */
function changesRows(goal: CatalogObject, context: PlanContext): boolean {
  const target = context.target.objects.get(goal.id);
  if (goal.facts.of_view === true || context.isMade(goal.parents[0] ?? '')) return false;
  if (target !== undefined && !context.isMade(goal.id)) {
    return typeOf(target) !== typeOf(goal) || collationOf(target) !== collationOf(goal) || losesType(target, context);
  }
  const { generated, identity } = goal.attributes;
  return (
    typeof generated === 'string' ||
    typeof identity === 'string' ||
    context.children(goal.id).some(({ kind }) => kind === 'default') ||
    // It has a default or a check of its own.
    (context.goal.dependencies.get(goal.id) ?? []).some((on) => context.goal.objects.get(on)?.kind === 'domain')
  );
}

function collationOf({ attributes }: CatalogObject): Value {
  return attributes.collation ?? null;
}

/** Its table, and those that inherit the column from it. */
function tablesWith({ id, parents }: CatalogObject, context: PlanContext): readonly ObjectId[] {
  const heirsOf = context.targetChildren(id).filter(({ kind }) => kind === 'column');
  return [...parents.slice(0, 1), ...heirsOf.flatMap((heir) => tablesWith(heir, context))];
}

/** What must be true of all rows, and where they are written again: by the rules of PostgreSQL's ALTER TABLE. */
function addHazards(object: CatalogObject, absorbed: readonly CatalogObject[]): readonly Hazard[] {
  const { id, attributes } = object;
  const [table] = object.parents;
  const value = absorbed.find(({ kind, parents }) => kind === 'default' && parents.includes(id));
  const isComputed = typeof attributes.generated === 'string' && attributes.virtual !== true;
  const hasIdentity = typeof attributes.identity === 'string';
  const isFilled = value !== undefined || hasIdentity || typeof attributes.generated === 'string';
  const differsByRow = isComputed || hasIdentity || value?.facts.volatile === true;
  return [
    ...locksTableOf(object),
    ...(attributes.not_null === true && !isFilled
      ? hazardFor(table, 'MAY_FAIL_ON_EXISTING_ROWS', id, 'is NOT NULL and has no default')
      : []),
    ...(attributes.not_null === true && !isFilled ? scans(table, id) : []),
    ...(differsByRow ? hazardFor(table, 'REWRITES_TABLE', id, 'writes the whole table again to fill the column') : []),
  ];
}

function alterColumn(
  target: CatalogObject,
  goal: CatalogObject,
  changes: readonly Change[],
  context: PlanContext,
): { statements: Statement[] } {
  const { version } = context.target.server;
  const changed = new Set(changes.map(({ attribute }) => attribute));
  const from = target.attributes;
  const to = goal.attributes;
  const alter = `${alterTable(goal)} ALTER COLUMN ${ident(goal.name)}`;
  const statements: Statement[] = [];
  const retypes = changesType(changes);
  if (changed.has('not_null') && to.not_null === false)
    statements.push({
      sql: `ALTER TABLE ${dropsNotNullAlone(target, context) ? 'ONLY ' : ''}${tableOf(goal)} ALTER COLUMN ${ident(goal.name)} DROP NOT NULL`,
      hazards: locksTableOf(goal),
      // An heir's key may need it by then: PostgreSQL refuses it all the same.
      ...(heirs(goal, context.goal).some((heir) => heir.attributes.not_null === true) && { once: true as const }),
    });
  if (retypes)
    statements.push(...withRightsToRewrite(goal.parents[0] ?? '', [typeChange(goal, target, context)], context));
  if (changed.has('not_null') && to.not_null === true && to.not_null_valid !== false) {
    // What an heir has itself by then must have the name; what is inherited follows the parent's column.
    statements.push(...becomingHeirs(goal, context).flatMap((heir) => nameNotNullAnew(heir, context)));
    if (staysInUse(goal.parents[0], context) && goal.parents.length === 1)
      statements.push(...setNotNullOnline(goal, context));
    else statements.push(setNotNull(goal, context));
  }
  // An identity comes and goes with its sequence; only its rule changes here.
  if (changed.has('identity') && to.identity !== null && from.identity !== null) {
    statements.push({ sql: `${alter} SET GENERATED ${textOf(to.identity)}`, hazards: locksTableOf(goal) });
  }
  statements.push(...storageChanges(target, goal));
  // Where the table joins or leaves its parents it is renamed at that moment.
  if (changed.has('not_null_name') && !changed.has('not_null') && !changesParents(target, goal))
    statements.push(...renameNotNull(target, goal, version));
  if ([...changed].some((attribute) => attribute.startsWith('not_null')))
    statements.push(...notNullDetails(from.not_null === true ? from : {}, goal, context));
  statements.push(...foreignOptionChange(goal, foreignOptionsOf(target)));
  return { statements };
}

/** Whether what was computed and stored stays as plain values. */
function keepsComputed({ attributes }: CatalogObject, goal: CatalogObject): boolean {
  return attributes.virtual !== true && goal.attributes.generated === null;
}

/** The expression may have gone before, for what it uses to change. */
function dropExpression(column: CatalogObject): Statement {
  return {
    sql: `${alterTable(column)} ALTER COLUMN ${ident(column.name)} DROP EXPRESSION IF EXISTS`,
    hazards: locksTableOf(column),
    // Of a column that is inherited, as it may be by then, PostgreSQL refuses it all the same.
    ...(column.facts.inherited === true && { once: true as const }),
  };
}

function changesType(changes: readonly Change[]): boolean {
  return changes.some(({ attribute }) => attribute === 'type' || attribute === 'collation');
}
