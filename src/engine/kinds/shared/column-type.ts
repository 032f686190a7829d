import { hazard, hazardFor, locksTableOf } from '../../hazards';
import type { PlanContext, Release, Sides, Statement } from '../../kind';
import { textOf, type CatalogObject, type Hazard, type ObjectId } from '../../model';
import { ident } from '../../quote';
import { typeOf } from './column-sql';
import { storageAgain } from './column-storage';
import { withRightsToRewrite } from './rights';
import { tableOf } from './relations';
import { assignsTo, castsDirectly, isText, mayHaveCasts, typeChangeBetween } from './type-changes';

/** A collation is let go of in the same way: with the type. */
const TYPE_KINDS: ReadonlySet<string> = new Set([
  'collation',
  'enum',
  'domain',
  'composite_type',
  'range_type',
  'base_type',
  'table',
  'foreign_table',
  'view',
  'materialized_view',
]);

/** Whether a column that uses it has to let go of it by taking a detour. */
export function isTypeOf(cause: CatalogObject): boolean {
  return TYPE_KINDS.has(cause.kind);
}

/** Index methods that have a default operator class for text, and so survive a detour over it. */
const FOR_EVERY_TYPE: ReadonlySet<string> = new Set(['btree', 'hash', 'brin']);

/** Kinds whose definition names columns in a way that PostgreSQL does not carry over to another type. */
const BOUND_TO_TYPE: ReadonlySet<string> = new Set([
  'view',
  'materialized_view',
  'policy',
  'trigger',
  'rule',
  'function',
  'procedure',
  'default',
  'publication_table',
  'statistics',
]);

/** Which dependents of a column PostgreSQL does not take along when the type changes. */
export function disturbsDependents(column: ObjectId, { goal }: PlanContext): (dependent: CatalogObject) => boolean {
  return ({ id, kind, attributes, facts }) => {
    if (BOUND_TO_TYPE.has(kind)) return true;
    if (kind === 'constraint') return attributes.type !== 'primary_key' && attributes.type !== 'unique';
    if (kind === 'column') return typeof attributes.generated === 'string';
    if (kind !== 'index') return false;
    // One that goes, or lets go of the column, may be of no use to the new type.
    const isRebuilt = facts.plain === true && FOR_EVERY_TYPE.has(textOf(facts.method));
    return !isRebuilt || goal.dependencies.get(id)?.includes(column) !== true;
  };
}

/** Types without a default operator class for btree, nor for hash. */
const WITHOUT_INDEX = /^(json|jsonpath|xml|point|line|lseg|box|path|polygon|circle)(\[\])?$/;

/** What PostgreSQL builds anew with the column's type and could not build for its new one; only what goes can be such. */
export function indexesInTheWay(wanted: CatalogObject, { target, children }: Sides): readonly ObjectId[] {
  if (!WITHOUT_INDEX.test(typeOf(wanted))) return [];
  return children(wanted.parents[0] ?? '')
    .filter(
      ({ id, kind }) =>
        (kind === 'index' || kind === 'constraint') && target.dependencies.get(id)?.includes(wanted.id) === true,
    )
    .map(({ id }) => id);
}

/** Another type or collation for the column, from how it is to how it shall be. */
export function typeChange(goal: CatalogObject, target: CatalogObject, context: PlanContext): Statement {
  return castStatement(goal, target, throughWhat(goal, target), context);
}

/** How a column lives on while its type is created anew, or changes: as text. What stands on its type has to let go as well. */
export function detourOverText(
  target: CatalogObject,
  goal: CatalogObject,
  cause: CatalogObject,
  context: PlanContext,
): Release {
  const alter = `ALTER TABLE ${tableOf(target)} ALTER COLUMN ${ident(target.name)} TYPE`;
  const restore =
    typeOf(target) === typeOf(goal)
      ? [castStatement(goal, target, 'through text', context), ...storageAgain(goal, context)]
      : [];
  // What is built beside an index needs the column as it is in the end.
  const isBuiltBeside = ({ id, kind, attributes }: CatalogObject): boolean =>
    kind === 'index' && context.goal.objects.get(id)?.attributes.definition !== attributes.definition;
  const disturbsOthers = disturbsDependents(target.id, context);
  const disturbs = (dependent: CatalogObject): boolean => isBuiltBeside(dependent) || disturbsOthers(dependent);
  if (target.facts.of_foreign_table === true) {
    return {
      release: [{ sql: `${alter} text` }],
      restore,
      disturbs,
    };
  }
  const hazards = [
    ...locksTableOf(target),
    ...hazardFor(
      target.parents[0],
      'REWRITES_TABLE',
      target.id,
      `its type ${cause.name} ${context.isRemoved(cause.id) ? 'is created anew' : 'changes'}`,
    ),
  ];
  const text = `text${typeOf(target).endsWith('[]') ? '[]' : ''}`;
  const rewritten = (statements: readonly Statement[]): readonly Statement[] =>
    withRightsToRewrite(target.parents[0] ?? '', statements, context);
  return {
    release: rewritten([{ sql: `${alter} ${text} USING ${ident(target.name)}::${text}`, hazards }]),
    restore: rewritten(restore),
    disturbs,
  };
}

/** The column's value as the goal's type, written as an expression over the column as it was. */
export function newValue(goal: CatalogObject, target: CatalogObject): string {
  return valueAs(goal, target, throughWhat(goal, target));
}

/** What another type, and to write the rows again for it, risks. */
export function typeChangeHazards(goal: CatalogObject, target: CatalogObject, context: PlanContext): readonly Hazard[] {
  return typeHazards(goal, target, throughWhat(goal, target), context);
}

function throughWhat(goal: CatalogObject, target: CatalogObject): 'directly' | 'through text' {
  return castsDirectly(typeOf(target), typeOf(goal)) ? 'directly' : 'through text';
}

function valueAs(goal: CatalogObject, target: CatalogObject, through: 'directly' | 'through text'): string {
  const [name, from, to] = [ident(goal.name), typeOf(target), typeOf(goal)];
  const asText = `${name}::text${to.endsWith('[]') && from.endsWith('[]') ? '[]' : ''}`;
  if (through === 'through text') return `${asText}::${to}`;
  // An explicit cast would cut off what is too long; an assignment refuses it.
  if (!assignsTo(from, to)) return `${name}::${to}`;
  return mayHaveCasts(from, to) ? asText : name;
}

function castStatement(
  goal: CatalogObject,
  target: CatalogObject,
  through: 'directly' | 'through text',
  context: PlanContext,
): Statement {
  const name = ident(goal.name);
  const type = typeOf(goal);
  const isGenerated = typeof goal.attributes.generated === 'string';
  const collation = goal.attributes.collation;
  const collate = typeof collation === 'string' ? ` COLLATE ${collation}` : '';
  if (goal.facts.of_foreign_table === true) {
    return {
      sql: `ALTER TABLE ${tableOf(goal)} ALTER COLUMN ${name} TYPE ${type}${collate}`,
      once: true,
      hazards: [hazard('BREAKS_CLIENTS', goal.id, 'clients may rely on the old type')],
    };
  }
  const value = valueAs(goal, target, through);
  return {
    sql: `ALTER TABLE ${tableOf(goal)} ALTER COLUMN ${name} TYPE ${type}${collate}${isGenerated || value === name ? '' : ` USING ${value}`}`,
    once: true,
    hazards: [...locksTableOf(goal), ...typeHazards(goal, target, through, context)],
  };
}

function typeHazards(
  goal: CatalogObject,
  target: CatalogObject,
  through: 'directly' | 'through text',
  context: PlanContext,
): readonly Hazard[] {
  const { id } = goal;
  const [table] = goal.parents;
  const [from, to] = [typeOf(target), typeOf(goal)];
  const change = through === 'directly' || (isText(from) && isText(to)) ? typeChangeBetween(from, to) : 'other';
  const sortsOtherwise = (target.attributes.collation ?? null) !== (goal.attributes.collation ?? null);
  const isDisturbed = disturbsDependents(id, context);
  const isIndexed = context
    .targetChildren(table ?? '')
    .some(
      (child) =>
        (child.kind === 'index' || child.kind === 'constraint') &&
        !isDisturbed(child) &&
        context.target.dependencies.get(child.id)?.includes(id) === true,
    );
  return [
    ...(change === 'wider' ? [] : hazardFor(table, 'REWRITES_TABLE', id, `writes the whole table again as ${to}`)),
    ...(change === 'wider' && sortsOtherwise && isIndexed
      ? hazardFor(table, 'BUILDS_INDEX', id, 'builds the indexes on the column anew')
      : []),
    ...(change === 'wider' || change === 'same values'
      ? []
      : hazardFor(table, 'MAY_FAIL_ON_EXISTING_ROWS', id, `a value may not fit ${to}`)),
    ...(change === 'rounds' ? [hazard('DELETES_DATA', id, `what ${to} cannot hold of a value is lost`)] : []),
    ...(change === 'wider' || from === to ? [] : [hazard('BREAKS_CLIENTS', id, 'clients may rely on the old type')]),
  ];
}

/** Whether the column's table, or a partition of it, is partitioned by the column: PostgreSQL has no other type for it then. */
export function isInPartitionKey(column: CatalogObject, context: PlanContext): boolean {
  return (
    column.facts.in_partition_key === true ||
    context.targetChildren(column.id).some((child) => isInPartitionKey(child, context))
  );
}
