import type { PlanContext, Sides, Statement } from '../../kind';
import { textOf, type Catalog, type CatalogObject, type Hazard, type ObjectId } from '../../model';
import { qualified } from '../../quote';
import { typeOf } from './column-sql';
import { sqlName } from './relations';

/** Only a table of no type gets other columns; those that it then has must be the type's. */
export function anotherType(
  target: CatalogObject,
  { id, schema, name, attributes }: CatalogObject,
  hazards: readonly Hazard[],
  { children, targetChildren, goal }: PlanContext,
): readonly Statement[] {
  const alter = `ALTER TABLE ${qualified(schema, name)}`;
  const going = columnsAmong(targetChildren(id)).filter((column) => !goal.objects.has(column));
  return [
    ...(target.attributes.of_type === null
      ? []
      : [{ sql: `${alter} NOT OF`, once: true as const, hazards, before: going }]),
    ...(attributes.of_type === null
      ? []
      : [
          {
            sql: `${alter} OF ${textOf(attributes.of_type)}`,
            once: true as const,
            hazards,
            requires: [id, ...columnsAmong(children(id))],
            after: going,
            later: true as const,
          },
        ]),
  ];
}

/** Whether the columns, once those that go have gone and new ones have come, stand as in the type that it is of. */
export function isInOrderOfType({ id, attributes }: CatalogObject, { children, targetChildren }: PlanContext): boolean {
  if (attributes.of_type === null) return true;
  const [wanted, has] = [columnsAmong(children(id)), columnsAmong(targetChildren(id))];
  const staying = has.filter((column) => wanted.includes(column));
  return staying.every((column, at) => column === wanted[at]);
}

/** The columns that a table can't be of another type without. */
export function columnsOfItsType(table: ObjectId, sides: Sides): readonly ObjectId[] {
  return isTyped(table, sides.source) && isOfAnotherType(table, sides) ? columnsAmong(sides.children(table)) : [];
}

/** What a column of a typed table changes with: the table where that is or becomes one of another type, else the type. */
export function typedTableOf(column: ObjectId, sides: Sides): readonly ObjectId[] {
  const [wanted, actual] = [sides.source, sides.target].map(({ objects }) => objects.get(column));
  const tables = [wanted, actual].flatMap((each) => each?.parents.slice(0, 1) ?? []);
  const isAlike = wanted !== undefined && actual !== undefined && typeOf(wanted) === typeOf(actual);
  return tables.flatMap((table) =>
    isOfAnotherType(table, sides) ? [table] : isAlike ? [] : typeOfTable(table, sides.target),
  );
}

function typeOfTable(table: ObjectId, { objects, dependencies }: Catalog): readonly ObjectId[] {
  const type = objects.get(table)?.attributes.of_type;
  return (dependencies.get(table) ?? []).filter((id) => {
    const used = objects.get(id);
    return used !== undefined && sqlName(used) === type;
  });
}

/** Whether a table has the columns of its type alone: PostgreSQL gives it none of its own. */
export function isTyped(table: ObjectId | undefined, { objects }: Catalog): boolean {
  return typeof objects.get(table ?? '')?.attributes.of_type === 'string';
}

/** The type with whose attribute a column comes or goes: its table is of that before and after. */
export function typeThatBrings({ parents: [table = ''] }: CatalogObject, context: PlanContext): ObjectId | undefined {
  const [was, will] = [context.target, context.goal].map(({ objects }) => objects.get(table)?.attributes.of_type);
  const isStaying = typeof was === 'string' && was === will && !context.isMade(table);
  return isStaying ? typeOfTable(table, context.goal)[0] : undefined;
}

/** The tables that are no longer of the type. */
export function leavingTables(type: CatalogObject, { goal, target }: PlanContext): readonly ObjectId[] {
  return [...target.objects.values()]
    .filter(({ attributes }) => attributes.of_type === sqlName(type))
    .flatMap(({ id, attributes }) => {
      const wanted = goal.objects.get(id);
      return wanted !== undefined && wanted.attributes.of_type !== attributes.of_type ? [id] : [];
    });
}

/** The columns of that name in the tables of a type. */
export function columnsOfTypedTables(
  type: CatalogObject,
  name: string,
  { objects }: Catalog,
): readonly CatalogObject[] {
  return [...objects.values()].filter(
    (each) =>
      each.kind === 'column' &&
      each.name === name &&
      objects.get(each.parents[0] ?? '')?.attributes.of_type === sqlName(type),
  );
}

function isOfAnotherType(table: ObjectId, { source, target }: Sides): boolean {
  const [wanted, actual] = [source, target].map(({ objects }) => objects.get(table)?.attributes.of_type);
  return wanted !== undefined && actual !== undefined && wanted !== actual;
}

function columnsAmong(children: readonly CatalogObject[]): readonly ObjectId[] {
  return children
    .filter(({ kind }) => kind === 'column')
    .sort((a, b) => Number(a.facts.position) - Number(b.facts.position))
    .map(({ id }) => id);
}
