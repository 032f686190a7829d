import { EnvironmentError } from '../../environments/errors';
import type { Connection } from '../../environments/session';
import type { SqlStatement } from '../../environments/sql-text';
import { TextPositions } from '../../environments/text-positions';
import type { ReplayFailure, Script } from './script';

/** What PostgreSQL refuses in a transaction, and an enum's value that can be used only after a commit. */
const NEEDS_COMMITS: ReadonlySet<string | undefined> = new Set(['25001', '55P04']);

/**
 * Runs a file, as one message and so as one transaction where the file allows it. What fails is rolled back,
 * but for what the file itself has committed.
 * @returns the statement that failed, or null
 * @throws EnvironmentError when the server is lost or the work is cancelled
 */
export async function runScript(script: Script, session: Connection): Promise<ReplayFailure | null> {
  if (script.statements.some(({ node }) => node === 'TransactionStmt')) return runOneByOne(script, session);
  try {
    await session.query(script.text);
    return null;
  } catch (error) {
    const failure = failureOf(error);
    if (NEEDS_COMMITS.has(failure.code)) return runOneByOne(script, session);
    if (failure.sql.position !== undefined) return at(script, failure, 0);
  }
  // PostgreSQL does not say where: the statements one by one do.
  await session.query('BEGIN');
  const failure = await runOneByOne(script, session);
  if (failure !== null) {
    await session.query('ROLLBACK');
    return failure;
  }
  try {
    await session.query('COMMIT');
    return null;
  } catch (error) {
    // A deferred constraint.
    return at(script, failureOf(error), 0, script.statements.at(-1));
  }
}

async function runOneByOne(script: Script, session: Connection): Promise<ReplayFailure | null> {
  for (const statement of script.statements) {
    const failure = await runStatement(statement, script, session);
    if (failure !== null) return failure;
  }
  return null;
}

/** Runs one statement of a file. Returns and throws as `runScript` does. */
export async function runStatement(
  statement: SqlStatement,
  script: Script,
  session: Connection,
): Promise<ReplayFailure | null> {
  try {
    await session.query(statement.text);
    return null;
  } catch (error) {
    return at(script, failureOf(error), statement.start, statement);
  }
}

type SqlError = EnvironmentError & { readonly sql: NonNullable<EnvironmentError['sql']> };

/** @throws what is no answer of PostgreSQL about a statement */
function failureOf(error: unknown): SqlError {
  if (error instanceof EnvironmentError && isSqlError(error)) return error;
  throw error;
}

function isSqlError(error: EnvironmentError): error is SqlError {
  return error.sql !== undefined;
}

/** @param start where the text that was sent begins in the file */
function at(script: Script, { sql }: SqlError, start: number, statement?: SqlStatement): ReplayFailure {
  const message = sql.detail === undefined ? sql.message : `${sql.message} (${sql.detail})`;
  if (sql.position === undefined) return { file: script.name, line: statement?.line ?? 1, message };
  const offset = new TextPositions(script.text.slice(start)).fromCharacters(sql.position - 1);
  return { file: script.name, line: new TextPositions(script.text).lineAndColumn(start + offset).line, message };
}
