import { ident } from '../../engine/quote';
import type { SqlStatement } from '../../environments/sql-text';
import type { FileEffect } from '../replay/journal';
import type { LintFinding } from './finding';
import { alteredTable, changedRows, createdTable, droppedThings, emptiedTable, lockingIndex } from './parsed';

/** What the statements of one file may do to rows and to those who wait. */
type Said = Pick<LintFinding, 'rule' | 'message'> & { readonly statement: SqlStatement };

/**
 * What is to be said about the statements of a file, whatever has been ignored.
 * @param effect what the file does as the replay has it; null where it was not replayed
 */
export function aboutStatements(statements: readonly SqlStatement[], effect: FileEffect | null): readonly Said[] {
  const own = new Set(statements.flatMap((each) => createdTable(each) ?? []));
  return [
    ...statements.flatMap((each) => losses(each, own, effect).map((message) => said('data-loss', message, each))),
    ...statements.flatMap((each) => locks(each, own).map((message) => said('long-lock', message, each))),
    ...mixed(statements, own),
  ];

  function said(rule: Said['rule'], message: string, statement: SqlStatement): Said {
    return { rule, message, statement };
  }
}

function losses(statement: SqlStatement, own: ReadonlySet<string>, effect: FileEffect | null): readonly string[] {
  if (statement.node === 'TruncateStmt') return ['TRUNCATE deletes all rows.'];
  const emptied = emptiedTable(statement);
  if (emptied !== undefined) return own.has(emptied) ? [] : [`DELETE without WHERE deletes all rows of ${emptied}.`];
  const things = droppedThings(statement);
  if (things !== null) return droppedTables(things, effect).map((table) => `This drops ${table} and its rows.`);
  const altered = alteredTable(statement);
  if (altered === null || own.has(altered.table)) return [];
  return altered.actions
    .filter(({ action }) => action === 'AT_DropColumn')
    .map(({ name }) => `This drops the column ${name ?? ''} of ${altered.table} and what it holds.`);
}

/** What the replay saw go; DROP TABLE IF EXISTS may find nothing. CASCADE takes tables along that no file names. */
function droppedTables(
  { kind, names }: { kind: string; names: readonly string[] },
  effect: FileEffect | null,
): readonly string[] {
  if (effect === null) return kind === 'OBJECT_TABLE' ? names : [];
  const gone = effect.dropped.filter((id) => id.startsWith('table:')).map((id) => id.slice('table:'.length));
  if (kind === 'OBJECT_TABLE') return names.filter((name) => gone.some((table) => table.endsWith(`.${ident(name)}`)));
  return kind === 'OBJECT_SCHEMA' ? gone : [];
}

/** A table that the file itself creates has no rows yet, and nobody waits for it. */
function locks(statement: SqlStatement, own: ReadonlySet<string>): readonly string[] {
  const indexed = lockingIndex(statement);
  if (indexed !== undefined)
    return own.has(indexed)
      ? []
      : [`Nobody can write to ${indexed} while the index is built. CREATE INDEX CONCURRENTLY lets them.`];
  const altered = alteredTable(statement);
  if (altered === null || own.has(altered.table)) return [];
  const { table, actions } = altered;
  return actions.flatMap(({ action, name, checksRows }) => {
    if (action === 'AT_AlterColumnType')
      return [`The new type of ${name ?? 'the column'} may rewrite ${table} while nobody can read or write it.`];
    if (action === 'AT_SetNotNull')
      return [
        `All rows of ${table} are looked at while nobody can read or write it. A CHECK constraint added NOT VALID and validated first avoids that.`,
      ];
    return checksRows
      ? [
          `All rows of ${table} are checked under a lock. Add the constraint NOT VALID, and VALIDATE it in a later migration.`,
        ]
      : [];
  });
}

/** The rows of a table that the same file creates belong to it. */
function mixed(statements: readonly SqlStatement[], own: ReadonlySet<string>): readonly Said[] {
  const data = statements.find((each) => {
    const table = changedRows(each);
    return table !== undefined && !own.has(table);
  });
  const schema = statements.some(({ node }) => SCHEMA.test(node));
  if (data === undefined || !schema) return [];
  const message = 'This file changes the schema and rows: if one of them fails, neither is done. Split it.';
  return [{ rule: 'mixed-data', message, statement: data }];
}

const SCHEMA = /^(Create|Alter|Drop|Index|View|Rename)/;
