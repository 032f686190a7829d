import { hazard, hazardFor } from '../../hazards';
import type { PlanContext, Statement } from '../../kind';
import type { CatalogObject, Hazard, ObjectId } from '../../model';
import { ident, literal, qualified } from '../../quote';
import { typeOf } from './column-sql';
import { newValue, typeChangeHazards } from './column-type';
import { nameBeside } from './online';
import { ifExists } from './run-again';
import { attached, partitionsBelow } from './partitions';

/** The token that says that a table that was made anew has its rows again. */
export function rowsBack(table: ObjectId): string {
  return `rows of ${table}`;
}

/**
 * Whether a table that is made anew keeps its rows: they wait in a table beside it. Those of a partition go with the
 * partitioned table's, unless it is detached before. Rows that lie elsewhere would come to the wrong place.
 */
export function keepsRows(id: ObjectId, context: PlanContext): boolean {
  const [before, after] = [context.target.objects.get(id), context.goal.objects.get(id)];
  if (before === undefined || after === undefined || !context.isRemoved(id)) return false;
  if (before.parents.some((parent) => after.parents.includes(parent) && isMadeAnew(parent, context))) return false;
  return partitionsBelow(id, context.targetChildren).every(({ kind }) => kind === 'table');
}

/** Puts the rows, and the positions of the sequences that go with the table, aside. */
export function putRowsAside(
  table: CatalogObject,
  context: PlanContext,
  absorbed: readonly CatalogObject[],
): Statement[] {
  const name = qualified(table.schema, table.name);
  const values = keptColumns(table.id, context).map(({ target }) =>
    losesType(target, context) ? asPlainText(target, context) : ident(target.name),
  );
  const isPartitioned = table.attributes.partition_key !== null;
  return [
    // Otherwise the owner could miss rows without a word.
    ...(table.attributes.force_row_security === true
      ? [{ sql: `ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY` }]
      : []),
    ...aside(
      besideTable(table),
      `SELECT${values.length === 0 ? '' : ` ${values.join(', ')}`} FROM ${isPartitioned ? '' : 'ONLY '}${name}`,
    ),
    ...absorbed.filter(({ kind }) => kind === 'sequence').flatMap((sequence) => putPositionAside(sequence, context)),
  ];
}

/** A cast keeps the collation, which may be what goes, as a domain's. */
function asPlainText(column: CatalogObject, context: PlanContext): string {
  const isSorted = typesLost(column, context).some((id) =>
    WITH_COLLATION.has(context.target.objects.get(id)?.kind ?? ''),
  );
  return `${ident(column.name)}::text${isSorted ? ' COLLATE pg_catalog."default"' : ''}`;
}

const WITH_COLLATION: ReadonlySet<string> = new Set(['collation', 'domain']);

/** Puts the position of a sequence aside that is made anew with its table. */
export function putPositionAside(sequence: CatalogObject, context: PlanContext): Statement[] {
  if (!context.isMade(sequence.id) || !goesWithKeptRows(sequence, context)) return [];
  return aside(
    besideSequence(sequence),
    `SELECT last_value, is_called FROM ${qualified(sequence.schema, sequence.name)}`,
  );
}

/** Whether a table that it belongs to, or the partitioned table above, keeps its rows. */
function goesWithKeptRows({ parents }: CatalogObject, context: PlanContext): boolean {
  return parents.some((id) => {
    const parent = context.target.objects.get(id);
    return parent !== undefined && (keepsRows(id, context) || goesWithKeptRows(parent, context));
  });
}

/** What that costs, and what is lost with columns that go. */
export function keptRowsHazards(table: CatalogObject, context: PlanContext): readonly Hazard[] {
  const { id } = table;
  const lost = columnsOf(id, context.targetChildren).filter((column) => {
    const goal = context.goal.objects.get(column.id);
    return !isComputed(column) && (goal === undefined || isComputed(goal));
  });
  return [
    ...hazardFor(id, 'REWRITES_TABLE', id, 'makes the table anew and writes all of its rows twice'),
    ...hazardFor(id, 'MAY_FAIL_ON_EXISTING_ROWS', id, 'a row may not fit the new table'),
    ...lost.map((column) => hazard('DELETES_DATA', column.id, 'the values of the column are lost')),
    ...keptColumns(id, context).flatMap(({ goal, target }) => typeChangeHazards(goal, target, context)),
  ];
}

/** Brings the rows back, once the table has its partitions and nothing else yet. */
export function bringRowsBack(table: CatalogObject, context: PlanContext): Statement[] {
  const beside = besideTable(table);
  const columns = keptColumns(table.id, context);
  const names = columns.map(({ goal }) => ident(goal.name)).join(', ');
  const values = columns.map(({ goal, target }) =>
    losesType(target, context) ? `${ident(goal.name)}::${typeOf(goal)}` : newValue(goal, target),
  );
  const hasIdentity = columns.some(({ goal }) => goal.attributes.identity === 'ALWAYS');
  const partitions = partitionsBelow(table.id, context.children).map(({ id }) => id);
  return [
    {
      sql:
        `INSERT INTO ${qualified(table.schema, table.name)}${names === '' ? '' : ` (${names})`}` +
        `${hasIdentity ? ' OVERRIDING SYSTEM VALUE' : ''} SELECT ${values.join(', ')} FROM ${beside}`,
      onlyWhere: exists(beside),
      hazards: [hazard('REWRITES_TABLE', table.id, 'writes all rows into the new table')],
      requires: [...columns.map(({ goal }) => goal.id), ...partitions.map(attached)],
      fills: [table.id, ...partitions],
      later: true,
      provides: rowsBack(table.id),
    },
    { sql: `DROP TABLE${ifExists(context)} ${beside}`, requires: [rowsBack(table.id)], later: true },
    ...positionsBack(table, context),
  ];
}

/** What a sequence had given out before it was made anew with its table. */
function positionsBack(table: CatalogObject, context: PlanContext): Statement[] {
  const tables = [table.id, ...partitionsBelow(table.id, context.targetChildren).map(({ id }) => id)];
  return tables
    .flatMap((id) => context.targetChildren(id))
    .filter(({ kind, id }) => kind === 'sequence' && context.isMade(id))
    .flatMap((sequence) => {
      const [beside, token] = [besideSequence(sequence), `position of ${sequence.id}`];
      const name = literal(qualified(sequence.schema, sequence.name));
      return [
        {
          sql: `SELECT pg_catalog.setval(${name}, last_value, is_called) FROM ${beside}`,
          onlyWhere: exists(beside),
          requires: [sequence.id],
          later: true as const,
          provides: token,
        },
        { sql: `DROP TABLE${ifExists(context)} ${beside}`, requires: [token], later: true as const },
      ];
    });
}

/** Whoever could read the table by default privileges cannot read what waits beside it. */
function aside(beside: string, query: string): Statement[] {
  return [{ sql: `CREATE TABLE ${beside} AS ${query}` }, { sql: `ALTER TABLE ${beside} ENABLE ROW LEVEL SECURITY` }];
}

function exists(table: string): string {
  return `pg_catalog.to_regclass(${literal(table)}) IS NOT NULL`;
}

function besideTable({ schema, name }: CatalogObject): string {
  return qualified(schema, nameBeside(name, 'rows'));
}

function besideSequence({ schema, name }: CatalogObject): string {
  return qualified(schema, nameBeside(name, 'position'));
}

function isMadeAnew(id: ObjectId, { target, isRemoved, isMade }: PlanContext): boolean {
  return target.objects.get(id)?.kind === 'table' && isRemoved(id) && isMade(id);
}

type Children = PlanContext['children'];

function columnsOf(id: ObjectId, children: Children): readonly CatalogObject[] {
  return children(id).filter(({ kind }) => kind === 'column');
}

function isComputed({ attributes }: CatalogObject): boolean {
  return typeof attributes.generated === 'string';
}

/** The columns whose values come back, also where they were computed. */
function keptColumns(id: ObjectId, context: PlanContext): readonly { goal: CatalogObject; target: CatalogObject }[] {
  return columnsOf(id, context.targetChildren).flatMap((target) => {
    const goal = context.goal.objects.get(target.id);
    return goal === undefined || isComputed(goal) ? [] : [{ goal, target }];
  });
}

/** Whether its values wait beside its table. */
export function waitsBesideTable({ id, parents: [table = ''] }: CatalogObject, context: PlanContext): boolean {
  return keepsRows(table, context) && keptColumns(table, context).some(({ target }) => target.id === id);
}

/** A type that is made anew or dropped meanwhile cannot be used beside the table either. */
export function losesType(column: CatalogObject, context: PlanContext): boolean {
  return typesLost(column, context).length > 0;
}

function typesLost(column: CatalogObject, { target, isRemoved }: PlanContext): readonly ObjectId[] {
  return (target.dependencies.get(column.id) ?? []).filter((on) => !column.parents.includes(on) && isRemoved(on));
}
