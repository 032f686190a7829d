import { compare } from '../../src/engine/compare';
import type { Catalog, Drift, Plan, Rename, Strategy } from '../../src/engine/model';
import { plan } from '../../src/engine/plan';
import { acceptRenames } from '../../src/engine/renames/accept';
import { possibleRenames } from '../../src/engine/renames/offers';
import { readCatalog } from '../../src/engine/read';
import { renderScript } from '../../src/engine/render/migration';
import { connect } from '../../src/environments/connection';
import { EnvironmentError } from '../../src/environments/errors';
import type { Connection } from '../../src/environments/session';
import { applyStatements, prepareApplication } from '../../src/migrations/apply';
import { MigrationError } from '../../src/migrations/errors';
import type { PostgresServer, TestDatabase } from '../support/database-server';
import { dumpSchema } from '../support/pg_dump';
import { normalizeDump, without } from '../support/same-schema';
import { failsToTell } from './verification';
import { lostData, objectsWith, readData } from './data';
import { inheritWhatWasOwn } from './known-limits';
import type { Pair } from './pair';

const INSUFFICIENT_PRIVILEGE = '42501';

/** What is wrong with one part of a round trip; null where all is well. */
export type Problem = string | null;

export interface RoundTrip {
  /** From old to new. */
  readonly forward: Problem;
  /** From new to old. */
  readonly backward: Problem;
  /** Whether a dump of each schema, restored, shows no drift from the schema itself. */
  readonly restored: Problem;
  /** Whether each verification query tells one schema from the other. */
  readonly verified: Problem;
  /** The schemas as they were read: old and new. */
  readonly catalogs: readonly [Catalog, Catalog];
}

/** A schema in a database of its own. */
interface Loaded {
  readonly database: TestDatabase;
  readonly connection: Connection;
  /** As it was when nothing had been changed. */
  readonly catalog: Catalog;
}

export interface Side extends Loaded {
  readonly dump: string;
}

/**
 * Loads both schemas of a pair, turns each into the other and, if asked to, restores a dump of each.
 * Errors: when a schema or its rows can't be loaded, or can't be read.
 */
export async function roundTrip(
  pair: Pair,
  server: PostgresServer,
  { restore }: { restore: boolean },
): Promise<RoundTrip> {
  return withSides(pair, server, async (before, after) => ({
    // As long as nothing has changed.
    verified: (await failsToTell(before, after)) ?? (await failsToTell(after, before)),
    forward: await turnInto(before, after, pair, 'old to new'),
    backward: await turnInto(after, before, pair, 'new to old'),
    restored: restore ? ((await afterRestoring(before, server)) ?? (await afterRestoring(after, server))) : null,
    catalogs: [before.catalog, after.catalog],
  }));
}

/** Turns each schema of a pair into the other by another strategy. Errors: as of roundTrip. */
export async function thereAndBack(
  pair: Pair,
  server: PostgresServer,
  strategy: Strategy,
): Promise<Pick<RoundTrip, 'forward' | 'backward'>> {
  return withSides(pair, server, async (before, after) => ({
    forward: await turnInto(before, after, pair, 'old to new', strategy),
    backward: await turnInto(after, before, pair, 'new to old', strategy),
  }));
}

async function afterRestoring({ dump, catalog }: Side, server: PostgresServer): Promise<Problem> {
  const restored = await openDatabase(server, restorable(dump), '');
  try {
    return drifted(compare(catalog, restored.catalog), 'A restored dump differs from its origin');
  } finally {
    await close(restored);
  }
}

async function withSides<T>(
  pair: Pair,
  server: PostgresServer,
  use: (before: Side, after: Side) => Promise<T>,
): Promise<T> {
  const before = await openSide(server, pair.old, pair.rows);
  try {
    const after = await openSide(server, pair.new, pair.newRows);
    try {
      return await use(before, after);
    } finally {
      await close(after);
    }
  } finally {
    await close(before);
  }
}

async function openSide(server: PostgresServer, sql: string, rows: string): Promise<Side> {
  const loaded = await openDatabase(server, sql, rows);
  try {
    return { ...loaded, dump: await dumpSchema(loaded.database.url) };
  } catch (error) {
    await close(loaded);
    throw error;
  }
}

async function openDatabase(server: PostgresServer, sql: string, rows: string): Promise<Loaded> {
  const database = await server.createDatabase(sql);
  try {
    if (rows !== '') await database.query(rows);
    const connection = await connect(
      { name: database.name, kind: 'database', protected: false, location: { url: database.url } },
      { readOnly: false, workspace: __dirname },
    );
    return { database, connection, catalog: await readCatalog(connection) };
  } catch (error) {
    await database.drop();
    throw error;
  }
}

async function close({ connection, database }: Loaded): Promise<void> {
  await connection.close();
  await database.drop();
}

/** Compares, plans, runs the script as the command line does, and lets pg_dump judge. */
async function turnInto(
  target: Side,
  source: Side,
  pair: Pair,
  direction: string,
  strategy: Strategy = 'usual',
): Promise<Problem> {
  let script = '';
  let steps: Plan['steps'] = [];
  try {
    const drift = driftOf(source, target, pair, direction);
    const decided = plan(drift, { strategy });
    steps = decided.steps;
    script = renderScript(drift, decided, { source: 'source', target: 'target', date: new Date(0), version: '0.0.0' });
    const data = await readData(target.connection, drift, 'before');
    await runScript(script, target.connection);
    await target.connection.query(inheritWhatWasOwn(drift));
    const problem =
      (await differs(target, source)) ??
      unsaidLoss(lostData(data, await readData(target.connection, drift, 'after'), decided, drift)) ??
      needlessLoss(pair, drift, objectsWith('DELETES_DATA', decided)) ??
      (strategy === 'idempotent' ? await changesAgain(script, target, source, drift) : null);
    return problem === null ? null : `${problem}\nThe script was:\n${script}`;
  } catch (error) {
    if (pair.loses === 'unknown' && failsAsSaid(error, steps)) return null;
    return `${error instanceof Error ? error.message : String(error)}\nThe script was:\n${script}`;
  }
}

function driftOf({ catalog: source }: Side, { catalog: target }: Side, { renames }: Pair, direction: string): Drift {
  if (renames !== 'offered') {
    const said = direction === 'old to new' ? renames : renames.map(({ from, to }) => ({ from: to, to: from }));
    return compare(source, acceptRenames(source, target, said));
  }
  const accepted: Rename[] = [];
  for (;;) {
    const drift = compare(source, acceptRenames(source, target, accepted));
    const offered = possibleRenames(drift);
    if (offered.length === 0) return drift;
    accepted.push(...offered);
  }
}

async function differs(target: Side, source: Side): Promise<Problem> {
  const left = compare(source.catalog, await readCatalog(target.connection));
  return (
    (await differentDumps(await dumpSchema(target.database.url), source.dump)) ??
    drifted(left, 'A second comparison is not empty')
  );
}

/** Runs the script once more: that fails, or the schema, a row or the file that the rows are in is another one then. */
async function changesAgain(script: string, target: Side, source: Side, drift: Drift): Promise<Problem> {
  const contents = async (): Promise<string> => {
    const data = await readData(target.connection, compare(source.catalog, source.catalog), 'after');
    const [files = []] = await target.connection.query(
      "SELECT oid::regclass, pg_relation_filenode(oid) FROM pg_class WHERE relkind IN ('r', 'm') AND oid >= 16384 ORDER BY 1",
    );
    return JSON.stringify([[...data], files], null, 1);
  };
  const before = await contents();
  try {
    await runScript(script, target.connection);
    await target.connection.query(inheritWhatWasOwn(drift));
  } catch (error) {
    return `The second run failed: ${error instanceof Error ? error.message : String(error)}`;
  }
  const problem = await differs(target, source);
  if (problem !== null) return `After the second run: ${problem}`;
  const after = await contents();
  return before === after ? null : `The second run changed\n${before}\ninto\n${after}`;
}

/** Whether rows stood in the way (SQLSTATE classes 22 and 23), or rights that somebody must give, and the plan warned of that. */
export function failsAsSaid(error: unknown, steps: Plan['steps']): boolean {
  const cause = error instanceof MigrationError ? error.cause : error;
  const code = cause instanceof EnvironmentError ? (cause.code ?? '') : '';
  const warnings = [
    ...(/^2[23]/.test(code) ? ['MAY_FAIL_ON_EXISTING_ROWS', 'NEEDS_PERSON'] : []),
    ...(code === INSUFFICIENT_PRIVILEGE ? ['NEEDS_PERSON'] : []),
  ];
  return steps.some(({ hazards }) => hazards.some((each) => warnings.includes(each.code)));
}

/** Statement by statement, each awaited, in the transactions that the script has. */
async function runScript(script: string, connection: Connection): Promise<void> {
  const running = applyStatements(await prepareApplication(script), connection);
  while ((await running.next()).done !== true);
}

async function differentDumps(actual: string, expected: string): Promise<Problem> {
  const [has, wants] = [await normalizeDump(actual), await normalizeDump(expected)];
  const [tooMuch, lacking] = [without(has, wants), without(wants, has)];
  if (tooMuch.length === 0 && lacking.length === 0) return null;
  const list = (statements: readonly string[]): string => statements.map((text) => `  ${text}\n`).join('');
  return `pg_dump sees that the target has too much:\n${list(tooMuch)}and lacks:\n${list(lacking)}`;
}

/** The differences of a drift that should have none. */
export function drifted({ differences }: Drift, message: string): Problem {
  if (differences.length === 0) return null;
  const list = differences.map(({ id, status, changes }) => `  ${status} ${id} ${JSON.stringify(changes)}`);
  return `${message}:\n${list.join('\n')}`;
}

function unsaidLoss(lost: readonly string[]): Problem {
  return lost.length === 0 ? null : `The plan did not say that data is lost:\n${lost.join('\n')}`;
}

/** What both schemas have may lose its data only where the pair says so. */
function needlessLoss({ loses }: Pair, { source, target }: Drift, said: readonly string[]): Problem {
  if (loses === 'unknown') return null;
  const lost = said.filter((id) => source.objects.has(id) && target.objects.has(id) && !loses.includes(id));
  return lost.length === 0 ? null : `The plan says that it deletes data of ${lost.join(', ')}`;
}

/** Without what only psql understands, and what servers before 17 refuse. */
function restorable(dump: string): string {
  return dump.replace(/^\\(un)?restrict .*$/gm, '').replace(/^SET transaction_timeout = 0;$/m, '');
}
