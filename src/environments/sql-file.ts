import path from 'node:path';
import type { Catalog } from '../engine/model';
import { readCatalog } from '../engine/read';
import { EMBEDDED_EXTENSIONS } from './embedded/extensions';
import { EMBEDDED_USER } from './embedded/server';
import { openEmbedded } from './embedded/session';
import { cancelled, EnvironmentError, type Place, type SqlFailure } from './errors';
import type { LoadOptions } from './load';
import { unreadableFile } from './location';
import { isHarmless, type PsqlPart } from './psql-parts';
import type { Connection } from './session';
import { readSqlText, type SqlStatement, SqlSyntaxError, type SqlText } from './sql-text';
import { createdExtensions, isCopyFromStdin } from './statement-kinds';
import { NotText, readTextFile } from './text-file';
import { TextPositions } from './text-positions';

interface SqlFile {
  readonly name: string;
  readonly environment: string;
  readonly text: string;
}

/**
 * Loads a file of SQL into an embedded PostgreSQL, statement by statement as psql would, and reads its schema.
 * @throws EnvironmentError: for a statement that fails with file, line, and what PostgreSQL said
 */
export async function loadSqlFile(
  file: string,
  environment: string,
  options: LoadOptions,
): Promise<{ catalog: Catalog; serverVersion: string }> {
  const { signal } = options;
  const source: SqlFile = {
    name: path.relative(options.workspace, file) || file,
    environment,
    text: await readText(file, environment),
  };
  const sql = await parse(source);
  checkPsql(source, sql.psql, options.onMessage);
  const extensions = createdExtensions(sql.statements).map(({ name }) => name);
  try {
    const { session, server } = await openEmbedded(environment, { extensions }, signal);
    try {
      for (const statement of sql.statements) await run(source, statement, session);
      await leaveClean(source, session);
      return { catalog: await readCatalog(session), serverVersion: session.serverVersion };
    } finally {
      await server.stop();
    }
  } catch (error) {
    if (signal?.aborted) throw cancelled(environment);
    throw error;
  }
}

async function readText(file: string, environment: string): Promise<string> {
  try {
    return await readTextFile(file);
  } catch (error) {
    if (!(error instanceof NotText)) throw unreadableFile(environment, file, error);
    throw new EnvironmentError({
      reason: 'unreadable',
      environment,
      message: `${environment}: ${file} is not SQL as text.`,
      hint: 'A dump in the custom format becomes SQL by pg_restore --file=OUT.sql DUMP. Text must be in UTF-8.',
    });
  }
}

async function parse(source: SqlFile): Promise<SqlText> {
  try {
    return await readSqlText(source.text);
  } catch (error) {
    if (!(error instanceof SqlSyntaxError)) throw error;
    throw failure(source, error, { message: error.message }, 'PostgreSQL can not read the file from here on.');
  }
}

/** Refuses what would load something else than the file says. */
function checkPsql(
  source: SqlFile,
  parts: readonly PsqlPart[],
  onMessage: ((message: string) => void) | undefined,
): void {
  const command = parts.find((part) => !isHarmless(part));
  if (command !== undefined) {
    const [word = ''] = command.text.split(/\s/);
    throw failure(
      source,
      { line: command.line, column: 1 },
      { message: `psql's command ${word} is not understood here` },
      'Write out what it does as SQL, or compare a database into which psql has loaded the file.',
    );
  }
  const rows = parts.filter((part) => part.kind === 'rows').length;
  if (rows > 0) onMessage?.(`${source.environment}: the rows of ${rows} COPY are left out; only the schema is loaded.`);
}

async function run(source: SqlFile, statement: SqlStatement, session: Connection): Promise<void> {
  if (isCopyFromStdin(statement)) return;
  try {
    await session.query(statement.text);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    if (error.sql === undefined) throw crashed(source, statement, error);
    throw failure(source, placeOf(statement, error.sql), error.sql, hintFor(error.sql), error.code);
  }
}

/** The word that PostgreSQL points at, else where the statement starts. */
function placeOf(statement: SqlStatement, { position }: SqlFailure): Omit<Place, 'file'> {
  if (position === undefined) return statement;
  const positions = new TextPositions(statement.text);
  const { line, column } = positions.lineAndColumn(positions.fromCharacters(position - 1));
  return { line: statement.line + line - 1, column: line === 1 ? statement.column + column - 1 : column };
}

function hintFor({ message, hint }: SqlFailure): string {
  const extension = /extension "(.+)" is not available/.exec(message)?.[1];
  if (extension !== undefined) {
    return `The embedded PostgreSQL has no ${extension}. It has ${Object.keys(EMBEDDED_EXTENSIONS).join(', ')}. Compare a database into which the file was loaded instead.`;
  }
  const role = /role "(.+)" does not exist/.exec(message)?.[1];
  if (role !== undefined) {
    return `The embedded PostgreSQL has only the role ${EMBEDDED_USER}: add CREATE ROLE ${role}; at the top of the file.`;
  }
  return hint ?? 'Nothing was compared. Correct the statement and try again.';
}

/** The session that reads must not inherit what the file has set: PGlite has one session for all connections. */
async function leaveClean(source: SqlFile, session: Connection): Promise<void> {
  try {
    // Refused in a transaction.
    await session.query('DISCARD ALL');
  } catch (error) {
    if (!(error instanceof EnvironmentError) || error.sql === undefined) throw error;
    const { line } = new TextPositions(source.text).lineAndColumn(source.text.length);
    throw failure(
      source,
      { line, column: 1 },
      { message: 'a transaction is begun and not ended' },
      'End the file with COMMIT, or remove its BEGIN.',
    );
  }
}

function crashed(source: SqlFile, statement: SqlStatement, error: EnvironmentError): EnvironmentError {
  if (error.reason === 'cancelled') return error;
  return failure(
    source,
    statement,
    { message: 'the embedded PostgreSQL ended while it ran this statement' },
    'Compare a database into which the file was loaded instead, and please report the statement.',
  );
}

function failure(
  { name, environment }: SqlFile,
  { line, column }: Omit<Place, 'file'>,
  sql: SqlFailure,
  hint: string,
  code?: string,
): EnvironmentError {
  const detail = sql.detail === undefined ? '' : ` (${sql.detail})`;
  return new EnvironmentError({
    reason: 'sql',
    environment,
    message: `${name}:${line}:${column}: ${sql.message}${detail}`,
    hint,
    code,
    sql,
    place: { file: name, line, column },
  });
}
