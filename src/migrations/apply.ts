import { EnvironmentError } from '../environments/errors';
import type { Connection } from '../environments/session';
import { readSqlText, SqlSyntaxError, type SqlStatement, type SqlText } from '../environments/sql-text';
import { MigrationError } from './errors';
import { transactionNeed, type TransactionNeed } from './transaction-needs';

const ROLLED_BACK = 'Everything was rolled back.';

interface PreparedStatement extends SqlStatement {
  readonly need: TransactionNeed;
}

/** A file of SQL, ready to be run. */
export interface Application {
  readonly statements: readonly PreparedStatement[];
  /** Why the file can't run in one transaction that is rolled back when a statement fails; null when it can. */
  readonly notInOneTransaction: string | null;
}

/**
 * Splits a file into statements and finds out whether one transaction can hold them.
 * @throws MigrationError for SQL that PostgreSQL's parser refuses, and for what only psql understands
 */
export async function prepareApplication(sql: string): Promise<Application> {
  const statements = await Promise.all(
    (await readStatements(sql)).map(async (statement) => ({
      ...statement,
      need: await transactionNeed(statement.text),
    })),
  );
  const alone = statements.find(({ need }) => need !== 'any');
  return {
    statements,
    notInOneTransaction:
      alone === undefined
        ? null
        : alone.need === 'none'
          ? `PostgreSQL refuses to run this inside a transaction, line ${alone.line}: ${summaryOf(alone.text)}`
          : `it begins and ends transactions itself, line ${alone.line}: ${summaryOf(alone.text)}`,
  };
}

async function readStatements(sql: string): Promise<readonly SqlStatement[]> {
  const { statements, psql } = await read(sql);
  const [part] = psql;
  if (part !== undefined)
    throw new MigrationError(
      `Line ${part.line}: ${part.kind === 'command' ? 'a command of psql' : 'rows for COPY'}, which only psql understands: ${summaryOf(part.text)}\nNothing was run. Remove it, or run the file with psql.`,
    );
  return statements;
}

async function read(sql: string): Promise<SqlText> {
  try {
    return await readSqlText(sql);
  } catch (error) {
    if (!(error instanceof SqlSyntaxError)) throw error;
    throw new MigrationError(`Line ${error.line}, column ${error.column}: ${error.message}\nNothing was run.`, {
      cause: error,
    });
  }
}

/**
 * Runs the statements in order, in one transaction if the file allows it. Gives each statement after it ran;
 * nothing is committed before the end is reached.
 * @param record a statement to run at the end, in the same transaction
 * @param connection that may write; it can't be used further when this throws
 * @throws MigrationError that names the statement that failed, its place, what PostgreSQL said, and what remains of it
 */
export async function* applyStatements(
  { statements, notInOneTransaction }: Application,
  connection: Pick<Connection, 'run'>,
  record?: string,
): AsyncGenerator<SqlStatement, void, undefined> {
  const together = notInOneTransaction === null;
  let kept = 0;
  let open = together;
  let done = false;
  try {
    if (together) await connection.run('begin');
    for (const [index, statement] of statements.entries()) {
      await runStatement(statement, connection).catch((error: unknown) => {
        throw failed(statement, `${index + 1} of ${statements.length}`, error, together ? null : kept);
      });
      if (statement.need === 'begins') open = true;
      if (statement.need === 'ends') open = together;
      if (!open) kept = index + 1;
      yield statement;
    }
    if (open && !together)
      throw new MigrationError(
        'The file begins a transaction and does not end it, so that was rolled back. Add COMMIT, or remove BEGIN.',
      );
    if (record !== undefined)
      await connection.run(record).catch((error: unknown) => {
        throw new MigrationError(
          `It ran, but recording it in the migration history failed.\n${whatWasSaid(error)}\n${together ? ROLLED_BACK : 'The file did not run in one transaction: its statements were not rolled back.'}`,
        );
      });
    if (together) await commit(connection);
    done = true;
  } finally {
    // Where this fails the connection is gone, and then PostgreSQL rolls back by itself.
    if (!done && open) await connection.run('rollback').catch(() => undefined);
  }
}

async function runStatement(statement: SqlStatement, connection: Pick<Connection, 'run'>): Promise<void> {
  await connection.run(statement.text);
}

async function commit(connection: Pick<Connection, 'run'>): Promise<void> {
  try {
    await connection.run('commit');
  } catch (error) {
    if (error instanceof EnvironmentError && error.reason === 'lost')
      throw new MigrationError(
        `${error.message}\nThat happened while committing: it is not known whether the changes are there. Compare again to see.`,
      );
    throw new MigrationError(`Committing failed.\n${whatWasSaid(error)}\n${ROLLED_BACK}`);
  }
}

/** @param kept how many statements stay in effect; null where all ran in one transaction */
function failed(statement: SqlStatement, which: string, error: unknown, kept: number | null): MigrationError {
  const cancelled = error instanceof EnvironmentError && error.reason === 'cancelled';
  const remains =
    kept === null || kept === 0
      ? ROLLED_BACK
      : `The file did not run in one transaction: its first ${kept === 1 ? 'statement was' : `${kept} statements were`} not rolled back.`;
  const what = `statement ${which}, line ${lineOfFailure(statement, error)}: ${summaryOf(statement.text)}`;
  return new MigrationError(
    cancelled ? `cancelled in ${what}\n${remains}` : `Failed in ${what}\n${whatWasSaid(error)}\n${remains}`,
    { cause: error },
  );
}

function whatWasSaid(error: unknown): string {
  if (!(error instanceof EnvironmentError)) return error instanceof Error ? error.message : String(error);
  const { sql } = error;
  if (sql === undefined) return error.message;
  return [
    `PostgreSQL says: ${sql.message}`,
    ...(sql.detail === undefined ? [] : [`Detail: ${sql.detail}`]),
    ...(sql.hint === undefined ? [] : [`Hint: ${sql.hint}`]),
    ...(sql.where === undefined ? [] : [`Where: ${sql.where}`]),
  ].join('\n');
}

/** PostgreSQL counts characters, so that an emoji is one, where JavaScript has two units. */
function lineOfFailure({ text, line }: SqlStatement, error: unknown): number {
  const position = error instanceof EnvironmentError ? error.sql?.position : undefined;
  if (position === undefined) return line;
  const before = Array.from(text).slice(0, position - 1);
  return line + before.filter((character) => character === '\n').length;
}

/** The first line of a statement, as a name for it. */
export function summaryOf(statement: string): string {
  const [first = ''] = statement.trim().split(/\r?\n/);
  return first.length > 100 ? `${first.slice(0, 99)}…` : first;
}
