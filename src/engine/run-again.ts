import type { Statement } from './kind';
import type { Catalog, CatalogObject, ObjectId } from './model';
import type { Operation } from './operations';
import { perCatalog } from './per-catalog';
import { dollarQuoted } from './quote';
import { kindOf } from './registry';

/*
 * How an idempotent plan says what cannot simply run again: in a block that asks first. The conditions hold PostgreSQL's
 * definitions, which are compared as it writes them while nothing is on the search path.
 */

/**
 * The statements that remove an object, or make it let go: all of them or none, because others have to get out of the
 * way under the same condition.
 */
export function removalAgain(
  statements: readonly Statement[],
  operation: Operation,
  target: Catalog,
  goal: Catalog,
): readonly string[] {
  const texts = statements.map(({ sql }) => sql);
  const condition = removalCondition(statements, operation, target, goal);
  return condition === null ? texts : [guarded(texts, condition)];
}

/** The statements that make an object or change it: from the first to the last that cannot run again in one block. */
export function makingAgain(
  statements: readonly Statement[],
  { id, remove, make }: Operation,
  target: Catalog,
  goal: Catalog,
): readonly string[] {
  const texts = statements.map(({ sql, onlyWhere }) => (onlyWhere === undefined ? sql : guarded([sql], onlyWhere)));
  const first = statements.findIndex(({ once }) => once);
  const object = goal.objects.get(id);
  if (first < 0 || object === undefined) return texts;
  const comesBack = make === 'create' || remove !== undefined;
  const condition = comesBack ? `NOT ${verify(object)}` : pending(id, target, goal);
  if (condition === null) return texts;
  const end = statements.findLastIndex(({ once }) => once) + 1;
  return [...texts.slice(0, first), guarded(texts.slice(first, end), condition), ...texts.slice(end)];
}

/** A rename that does nothing where it was done before: whether it was, PostgreSQL says by the names it misses or has. */
export function renamedOnce(statement: string): string {
  const body = `  ${statement};\nEXCEPTION\n  WHEN ${RENAMED_BEFORE.join(' OR ')} THEN NULL;`;
  return `DO ${dollarQuoted(`\nBEGIN\n${body}\nEND\n`)}`;
}

const RENAMED_BEFORE = [
  'undefined_table',
  'undefined_column',
  'undefined_function',
  'undefined_object',
  'invalid_schema_name',
  'invalid_parameter_value',
  'duplicate_table',
  'duplicate_column',
  'duplicate_function',
  'duplicate_object',
  'duplicate_schema',
];

function removalCondition(
  statements: readonly Statement[],
  { id, removedFor }: Operation,
  target: Catalog,
  goal: Catalog,
): string | null {
  const object = target.objects.get(id);
  if (object === undefined) return null;
  if (!goal.objects.has(id)) {
    const canRunAgain = !statements.some(({ once }) => once) && !isNameTaken(object, goal) && hasParents(object, goal);
    return canRunAgain ? null : verify(object);
  }
  const conditions = [...removedFor].map((cause) => pending(cause, target, goal));
  return conditions.every((condition) => condition !== null) ? [...new Set(conditions)].join('\n    OR ') : null;
}

/** A condition that is true until the object is as the goal has it; null where `verify` does not tell the two apart. */
function pending(id: ObjectId, target: Catalog, goal: Catalog): string | null {
  const [before, after] = [target.objects.get(id), goal.objects.get(id)];
  if (after === undefined) return before === undefined ? null : verify(before);
  const done = verify(after);
  return before !== undefined && verify(before) === done ? null : `NOT ${done}`;
}

/** Whether DROP … IF EXISTS would meet something else the second time. */
function isNameTaken(object: CatalogObject, goal: Catalog): boolean {
  return claimsOf(object).some((claim) => claimedIn(goal).has(claim));
}

function hasParents({ parents }: CatalogObject, { objects }: Catalog): boolean {
  return parents.every((parent) => objects.has(parent));
}

const claimedIn = perCatalog(({ objects }) => new Set([...objects.values()].flatMap(claimsOf)));

function claimsOf(object: CatalogObject): readonly string[] {
  return kindOf(object.kind).claims?.(object) ?? [];
}

function verify(object: CatalogObject): string {
  return kindOf(object.kind).verify(object);
}

function guarded(statements: readonly string[], condition: string): string {
  // A block does not take rows that nobody wants.
  const body = statements.map((statement) => `    ${statement.replace(/^SELECT\b/, 'PERFORM')};\n`).join('');
  return `DO ${dollarQuoted(`\nBEGIN\n  IF ${condition} THEN\n${body}  END IF;\nEND\n`)}`;
}
