import type { Connection } from '../environments/session';
import { applyStatements } from './apply';
import { fileOfRow, keepersOf, rowsInState } from './environment-rows';
import { MigrationError } from './errors';
import { recordSql } from './history-sql';
import { type PreparedFile, prepareFile } from './prepared-file';
import type { MigrationRow, MigrationStatus } from './status';

/**
 * The files that an environment has yet to be given, in order, read and split.
 * @param all takes files along that are older than the newest applied one
 * @throws MigrationError that says what stands in the way
 */
export async function filesToPromote(
  status: MigrationStatus,
  environment: string,
  all: boolean,
): Promise<readonly PreparedFile[]> {
  requireHistory(status, environment);
  const late = rowsInState(status, environment, 'out-of-order');
  const pending = rowsInState(status, environment, 'pending', 'out-of-order');
  refuse(
    pending.filter(({ problems }) => problems.includes('duplicate-version')),
    'Another file has the same version. Rename one of them.',
  );
  if (!all)
    refuse(
      late,
      `They are older than what is applied to ${environment} already. Rename them to a later version, or add --include-all.`,
    );
  const files: PreparedFile[] = [];
  for (const file of pending.map(fileOfRow)) if (file !== undefined) files.push(await prepareFile(file));
  return files;
}

function requireHistory(status: MigrationStatus, environment: string): void {
  const keepers = keepersOf(status, environment);
  if (keepers.includes('supabase')) return;
  throw new MigrationError(
    keepers.length === 0
      ? `${environment} has no migration history, so nobody knows what is applied there. "schema-drift track" writes the script that begins one. Nothing was run.`
      : `Prisma keeps the migration history of ${environment}: "prisma migrate deploy" applies what is pending. Nothing was run.`,
  );
}

function refuse(rows: readonly MigrationRow[], why: string): void {
  if (rows.length > 0)
    throw new MigrationError(`Nothing was run, because of ${rows.map(({ name }) => name).join(', ')}. ${why}`);
}

/**
 * Applies files to a database, while nobody else can. Gives each file after it was committed with its record.
 * @param open opens a connection that may write; it is closed here
 * @param plan says what to apply; it is asked when nobody else can promote any more
 * @throws MigrationError when somebody else is promoting, and at the first failure; what was given before stays applied
 */
export async function* promote(
  open: () => Promise<Connection>,
  plan: () => Promise<readonly PreparedFile[]>,
): AsyncGenerator<PreparedFile, void, undefined> {
  const lock = await open();
  try {
    await lockPromotion(lock);
    const files = await plan();
    if (files.length === 0) return;
    const connection = await open();
    try {
      yield* promoteFiles(files, connection);
    } finally {
      await connection.close();
    }
  } finally {
    await lock.close();
  }
}

/** What everybody who promotes asks for. */
const LOCK = "hashtextextended('schema-drift promote', 0)";

/** It is a lock of a transaction, which lasts as long as its connection: a pooler hands a session's locks to others. */
async function lockPromotion(connection: Pick<Connection, 'run'>): Promise<void> {
  await connection.run('begin; set local idle_in_transaction_session_timeout = 0');
  const [answer] = await connection.run(`select pg_try_advisory_xact_lock(${LOCK})`);
  if (answer?.rows[0]?.[0] !== 't')
    throw new MigrationError(
      'Somebody else is promoting to this database right now. Nothing was run. Try again later.',
    );
}

/** In order, each in one transaction with its record where its statements allow it. */
async function* promoteFiles(
  files: readonly PreparedFile[],
  connection: Pick<Connection, 'run'>,
): AsyncGenerator<PreparedFile, void, undefined> {
  for (const [index, file] of files.entries()) {
    try {
      // What the file before has set must not reach this one.
      await connection.run('reset role; reset all');
      const statements = applyStatements(file.application, connection, recordSql(file.recordable));
      while (!(await statements.next()).done);
    } catch (error) {
      const rest = files.length - index - 1;
      throw new MigrationError(
        [
          `${file.name}: ${error instanceof Error ? error.message : String(error)}`,
          ...(index === 0
            ? []
            : [
                `Applied before it, and kept: ${files
                  .slice(0, index)
                  .map(({ name }) => name)
                  .join(', ')}.`,
              ]),
          ...(rest === 0
            ? []
            : [
                `Not run: ${files
                  .slice(index + 1)
                  .map(({ name }) => name)
                  .join(', ')}.`,
              ]),
        ].join('\n'),
        { cause: error },
      );
    }
    yield file;
  }
}
