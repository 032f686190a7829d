import { compare } from '../../engine/compare';
import type { Difference } from '../../engine/model';
import { literal } from '../../engine/quote';
import { readCatalog, readCatalogInTransaction } from '../../engine/read';
import { text } from '../../engine/reader';
import type { Connection } from '../../environments/session';
import type { SqlStatement } from '../../environments/sql-text';
import { transactionNeed } from '../transaction-needs';
import { atFile } from './journal';
import { runStatement } from './run-script';
import type { ReplayFailure, Script } from './script';

/** What a file does otherwise when it runs once more. */
type Otherwise = Pick<ReplayFailure, 'line' | 'message'>;

/** Beside what the journal notes, so that it is kept with the database. */
export const RERUNS = `
CREATE TABLE schema_drift_replay.rerun (file integer NOT NULL, line integer NOT NULL, message text NOT NULL);
`;

/**
 * Runs a file once more on what it has made, notes what it then does otherwise, and takes that back.
 * What PostgreSQL refuses in a transaction runs after that, and stays.
 * @param file its number
 * @throws EnvironmentError when the server is lost or the work is cancelled
 */
export async function rerun(script: Script, file: number, session: Connection): Promise<void> {
  const inside: SqlStatement[] = [];
  const outside: SqlStatement[] = [];
  for (const statement of script.statements) {
    const need = await transactionNeed(statement.text);
    if (need === 'any') inside.push(statement);
    else if (need === 'none') outside.push(statement);
  }
  const found = [...(await runInside(inside, script, file, session))];
  for (const statement of outside) found.push(...(await attempt(statement, script, session)));
  for (const { line, message } of found)
    await session.query(`INSERT INTO schema_drift_replay.rerun VALUES (${file}, ${line}, ${literal(message)})`);
}

/** What was noted of the files. @param scripts all files that were replayed, in their order */
export async function readReruns(session: Connection, scripts: readonly Script[]): Promise<readonly ReplayFailure[]> {
  const [rows = []] = await session.query('SELECT file, line, message FROM schema_drift_replay.rerun');
  return rows.flatMap((row) => {
    const script = scripts[Number(text(row, 0)) - 1];
    return script === undefined ? [] : [{ file: script.name, line: Number(text(row, 1)), message: text(row, 2) }];
  });
}

async function runInside(
  statements: readonly SqlStatement[],
  script: Script,
  file: number,
  session: Connection,
): Promise<readonly Otherwise[]> {
  await session.query('BEGIN');
  // So that what is noted now can be told from what was noted before.
  await session.query(atFile(-file));
  const found: Otherwise[] = [];
  for (const statement of statements) {
    await session.query('SAVEPOINT statement');
    const failures = await attempt(statement, script, session);
    if (failures.length > 0) await session.query('ROLLBACK TO SAVEPOINT statement');
    found.push(...failures);
  }
  await session.query('RESET SESSION AUTHORIZATION; RESET ROLE');
  const after = (await hasNotes(-file, session)) ? await readCatalogInTransaction(session) : null;
  await session.query('ROLLBACK');
  if (after === null) return found;
  const changed = compare(after, await readCatalog(session)).differences;
  if (changed.length === 0) return found;
  const message = `the second time it ${changed.map(wordsFor).join(', ')}`;
  return [...found, { line: statements[0]?.line ?? 1, message }];
}

async function attempt(
  statement: SqlStatement,
  script: Script,
  session: Connection,
): Promise<readonly ReplayFailure[]> {
  const failure = await runStatement(statement, script, session);
  return failure === null ? [] : [failure];
}

async function hasNotes(file: number, session: Connection): Promise<boolean> {
  const [rows = []] = await session.query(`
    SELECT EXISTS (SELECT FROM schema_drift_replay.made WHERE file = ${file})
      OR EXISTS (SELECT FROM schema_drift_replay.touched WHERE file = ${file})
      OR EXISTS (SELECT FROM schema_drift_replay.dropped WHERE file = ${file})`);
  return rows[0]?.[0] === 't';
}

function wordsFor({ id, status }: Difference): string {
  const verbs = { missing: 'makes', extra: 'drops', changed: 'changes' } as const;
  return `${verbs[status]} ${id.replace(':', ' ')}`;
}
