import type { PlanContext, Sides, Statement } from '../../kind';
import type { CatalogObject, ObjectId } from '../../model';
import { typeOf } from './column-sql';
import { optionChanges, sqlName } from './relations';

type Options = Readonly<Record<string, string>>;

/** From those that a table has to those that it shall have; those of its TOAST table come once the columns are there that it is for. */
export function storageParameterChanges(
  target: CatalogObject,
  goal: CatalogObject,
  context: PlanContext,
): readonly Statement[] {
  const alter = `ALTER TABLE ${sqlName(goal)}`;
  return [
    ...optionChanges(ofTable(target), ofTable(goal)).map((change) => ({ sql: `${alter} ${change}` })),
    ...optionChanges(ofToast(target), ofToast(goal)).map((change) => onceItsColumnsAre(goal, change, context)),
  ];
}

/** The columns, one of which the TOAST table may be there for. */
export function columnsForToast(id: ObjectId, { source, target, children }: Sides): readonly ObjectId[] {
  const [wanted, actual] = [source.objects.get(id), target.objects.get(id)];
  if (wanted === undefined || actual === undefined || optionChanges(ofToast(actual), ofToast(wanted)).length === 0)
    return [];
  return columnsOf(id, children).filter((column) => source.objects.has(column));
}

/** What a table keeps, which PostgreSQL forgets while a column gets another type and none is long. */
export function toastParametersAgain(column: CatalogObject, context: PlanContext): readonly Statement[] {
  const [id = ''] = column.parents;
  const [before, table] = [context.target, context.goal].map(({ objects }) => objects.get(id));
  if (before === undefined || table === undefined || optionChanges(ofToast(before), ofToast(table)).length > 0)
    return [];
  const [first] = context.children(id).filter((each) => {
    const was = context.target.objects.get(each.id);
    return each.kind === 'column' && was !== undefined && typeOf(was) !== typeOf(each);
  });
  if (first?.id !== column.id) return [];
  return optionChanges({}, ofToast(table)).map((change) => onceItsColumnsAre(table, change, context));
}

/** Without something long PostgreSQL has no TOAST table, and forgets what is said about it. */
function onceItsColumnsAre(table: CatalogObject, change: string, { children }: PlanContext): Statement {
  return {
    sql: `ALTER TABLE ${sqlName(table)} ${change}`,
    requires: columnsOf(table.id, children),
    later: true,
  };
}

function columnsOf(table: ObjectId, children: Sides['children']): readonly ObjectId[] {
  return children(table).flatMap(({ id, kind }) => (kind === 'column' ? [id] : []));
}

function ofTable({ attributes }: CatalogObject): Options {
  return only((attributes.options ?? {}) as Options, (name) => !name.startsWith('toast.'));
}

function ofToast({ attributes }: CatalogObject): Options {
  return only((attributes.options ?? {}) as Options, (name) => name.startsWith('toast.'));
}

function only(options: Options, isMeant: (name: string) => boolean): Options {
  return Object.fromEntries(Object.entries(options).filter(([name]) => isMeant(name)));
}
