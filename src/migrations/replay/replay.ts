import { createHash } from 'node:crypto';
import type { Catalog, CatalogObject, LeftOut, NotRead, ObjectId } from '../../engine/model';
import { readAddressedCatalog } from '../../engine/read';
import { cancelled, EnvironmentError } from '../../environments/errors';
import type { LoadOptions } from '../../environments/load';
import type { Connection } from '../../environments/session';
import { createdExtensions, createdRoles } from '../../environments/statement-kinds';
import { readMigrationsFolder, type MigrationFile } from '../folder';
import { atFile, JOURNAL, readJournal, takeNotes, type FileEffect } from './journal';
import type { DatabaseLocation, Platform } from '../../environments/environment';
import { type Contents, readContents } from './contents';
import { openEmbeddedDatabase } from './embedded-database';
import { onceEach } from './known-scripts';
import { PLATFORM_ROLES, platformOf, platformSql, SEARCH_PATH } from './platform';
import { ReplayCache, systemCacheFolder } from './replay-cache';
import { COUNT_ROWS, type ReplayDatabase } from './replay-database';
import { readReruns, rerun, RERUNS } from './rerun';
import { runScript } from './run-script';
import { openScratchDatabase } from './scratch-database';
import { isFailure, readScript, type ReplayFailure, type Script, scriptOf, withoutExtensions } from './script';
import type { WarmReplays } from './warm-replays';

/** A file that was replayed. */
export interface ReplayedFile extends FileEffect {
  readonly name: string;
  /** What PostgreSQL's parser calls each of its statements: CreateStmt, AlterTableStmt, InsertStmt, … */
  readonly statements: readonly string[];
}

/** What a migrations folder makes of an empty database. */
export interface Replay {
  /** Its `notRead` says what was not run, its `leftOut` what stays unsure. */
  readonly catalog: Catalog;
  /** What the files found. */
  readonly platform: Platform;
  /** In the server's own words. */
  readonly serverVersion: string;
  /** From an object to the name of the file that made it. What the platform laid has none. */
  readonly origins: ReadonlyMap<ObjectId, string>;
  /** Those that ran, in their order. */
  readonly files: readonly ReplayedFile[];
  /** The file at which the replay stopped: nothing of it and of those behind it is in the catalog. */
  readonly failure: ReplayFailure | null;
  /** What files do otherwise when they run once more; empty where that was not asked. */
  readonly reruns: readonly ReplayFailure[];
  /** How many rows and which positions the files leave; empty where that was not asked. */
  readonly contents: Contents;
  /** Extensions that something else stood in for. */
  readonly standIns: readonly string[];
  /** Sentences about what may be otherwise in a database that the files were applied to. */
  readonly unsure: readonly string[];
}

export interface ReplayOptions extends Partial<LoadOptions> {
  /** Found out from where the folder lies, when absent. */
  readonly platform?: Platform | undefined;
  /** A server to replay on. Absent: the embedded PostgreSQL. */
  readonly scratch?: DatabaseLocation | undefined;
  /** Whether each file runs once more on what it has made. */
  readonly rerun?: boolean | undefined;
  /** Whether the rows that files leave are counted. */
  readonly contents?: boolean | undefined;
  /** Where databases are kept for the next replay. Absent: the system's cache folder. Null: nowhere. */
  readonly cacheFolder?: string | null;
  /** Of a process that replays again and again. */
  readonly warm?: WarmReplays | undefined;
}

/**
 * Replays a migrations folder in order into an empty database and reads what it makes.
 * A file that fails ends the replay and is told in `failure`.
 * @param environment how the folder is called in errors
 * @throws EnvironmentError when there is nothing to replay, the database is lost, or the work is cancelled;
 * MigrationError when the folder can't be read
 */
export async function replayFolder(folder: string, environment: string, options: ReplayOptions = {}): Promise<Replay> {
  const { signal, warm } = options;
  const split = warm === undefined ? scriptOf : onceEach(warm.scripts);
  const files = await filesOf(folder, environment);
  const platform = options.platform ?? (await platformOf(folder));
  const { scripts, failure: unreadable } = await readScripts(
    files.filter(({ version }) => version !== null),
    split,
  );
  const base = await split('platform', `${JOURNAL}${options.rerun ? RERUNS : ''}${await platformSql(platform)}`);
  const undertaking = { environment, platform, base, scripts, files, unreadable };
  try {
    // Rows may be other ones each time, and a server of one's own may ask each for a password.
    if (warm === undefined || options.contents === true || options.scratch !== undefined)
      return await replayScripts(undertaking, options);
    return await warm.replays.share(
      contentOf(undertaking),
      (wanted) => replayScripts(undertaking, { ...options, signal: wanted }),
      signal,
    );
  } catch (error) {
    if (signal?.aborted) throw cancelled(environment);
    throw error;
  }
}

/** Equal for replays that give the same. */
function contentOf({ environment, base, files, scripts, unreadable }: Undertaking): string {
  const texts = [base, ...scripts].map(({ text }) => text);
  const all = JSON.stringify([environment, files.map(({ name }) => name), texts, unreadable]);
  return createHash('sha256').update(all).digest('hex');
}

async function replayScripts(undertaking: Undertaking, options: ReplayOptions): Promise<Replay> {
  const { platform, scripts, files, unreadable } = undertaking;
  const asked = scripts.flatMap(({ statements }) => createdExtensions(statements));
  const database = await openDatabase(undertaking, options);
  try {
    const { session } = database;
    const again = options.rerun === true;
    const { ran, failure } = await runAll(undertaking, again, database);
    const reruns = again ? await readReruns(session, scripts) : [];
    const notes = await takeNotes(session);
    if (!database.rowsCounted) await session.query(COUNT_ROWS);
    const addressed = await readAddressedCatalog(session);
    const { effects, origins } = readJournal(notes, addressed);
    const notRun = failure ?? unreadable;
    const elsewhere = new Set([...database.standIns, ...database.missing]);
    const leftOut = leftOutOf(
      files,
      ran,
      asked.map(({ name }) => name).filter((name) => elsewhere.has(name)),
    );
    return {
      catalog: {
        ...addressed.catalog,
        objects: withOpenVersions(addressed.catalog.objects, new Set(asked.flatMap(pinnedName))),
        leftOut,
        notRead: [...addressed.catalog.notRead, ...notReadOf(ran, notRun, files)],
      },
      platform,
      serverVersion: session.serverVersion,
      origins: new Map([...origins].flatMap(([id, number]) => pair(id, scripts[number - 1]?.name))),
      files: ran.map(({ name, statements }, index) => ({
        name,
        statements: statements.map(({ node }) => node),
        ...(effects.get(index + 1) ?? { created: [], altered: [], dropped: [] }),
      })),
      failure: notRun,
      reruns,
      contents: options.contents === true ? await readContents(addressed.catalog, session) : new Map(),
      standIns: database.standIns,
      unsure: leftOut.map(({ reason, examples }) => `${reason}: ${examples.join(', ')}`),
    };
  } finally {
    await database.close();
  }
}

interface Undertaking {
  readonly environment: string;
  readonly platform: Platform;
  readonly base: Script;
  readonly scripts: readonly Script[];
  /** Those that have no version too. */
  readonly files: readonly MigrationFile[];
  /** At the file behind the scripts. */
  readonly unreadable: ReplayFailure | null;
}

async function openDatabase(
  { environment, platform, base, scripts }: Undertaking,
  options: ReplayOptions,
): Promise<ReplayDatabase> {
  const { scratch, cacheFolder, warm, signal } = options;
  const extensions = [base, ...scripts].flatMap(({ statements }) => createdExtensions(statements));
  if (scratch === undefined) {
    const folder = cacheFolder === undefined ? systemCacheFolder(options.env) : cacheFolder;
    const cache = folder === null ? null : new ReplayCache(folder, base, scripts);
    return openEmbeddedDatabase(environment, extensions, { cache, spare: warm?.spare }, signal);
  }
  const roles = new Set([
    ...Object.keys(PLATFORM_ROLES[platform]),
    ...scripts.flatMap(({ statements }) => createdRoles(statements)),
  ]);
  return openScratchDatabase(environment, scratch, extensions, roles, { workspace: '.', ...options });
}

async function runAll(
  { environment, platform, base, scripts }: Undertaking,
  again: boolean,
  database: ReplayDatabase,
): Promise<{ ran: readonly Script[]; failure: ReplayFailure | null }> {
  const { session } = database;
  const missing = new Set(database.missing);
  if (database.scriptsRun === null) {
    const failure = await runScript(withoutExtensions(base, missing), session).catch((error: unknown) => {
      throw lostAt(environment, 'what the migrations stand on', error);
    });
    if (failure !== null) throw notLaid(environment, failure);
  }
  const kept = new Set([Math.floor(scripts.length / 2), scripts.length - 1]);
  for (const [index, script] of scripts.entries()) {
    if (index < (database.scriptsRun ?? 0)) continue;
    if (kept.has(index) && index !== database.scriptsRun) await database.keep(index);
    try {
      await session.query(between(SEARCH_PATH[platform], atFile(index + 1)));
      const runnable = withoutExtensions(script, missing);
      const failure = (await runScript(runnable, session)) ?? (await unfinished(script, session));
      if (failure !== null) return { ran: scripts.slice(0, index), failure };
      if (!again) continue;
      await session.query(between(SEARCH_PATH[platform], atFile(index + 1)));
      await rerun(runnable, index + 1, session);
    } catch (error) {
      throw lostAt(environment, script.name, error);
    }
  }
  return { ran: scripts, failure: null };
}

function notLaid(environment: string, { message }: ReplayFailure): EnvironmentError {
  return new EnvironmentError({
    reason: 'refused',
    environment,
    message: `${environment}: what the migrations stand on can't be made: ${message}.`,
    hint: 'On a server of your own ("scratch") the replay needs a superuser: it notes by event triggers which file makes what.',
  });
}

/** Says at which file it was; any other error stays as it is. */
function lostAt(environment: string, name: string, error: unknown): unknown {
  if (!(error instanceof EnvironmentError) || error.reason !== 'lost') return error;
  const { message, code } = error;
  return new EnvironmentError({
    reason: 'lost',
    environment,
    message: `${environment}: PostgreSQL ended while ${name} was replayed: ${message}`,
    hint: 'Try again. If it ends at the same file, replay on a server of your own: name it as "scratch" in schema-drift.json.',
    code,
  });
}

async function filesOf(folder: string, environment: string): Promise<readonly MigrationFile[]> {
  const files = (await readMigrationsFolder(folder)).files.filter(({ place }) => place === 'current');
  if (files.some(({ version }) => version !== null)) return files;
  throw new EnvironmentError({
    reason: 'not-found',
    environment,
    message: `${environment}: there is no migration in ${folder}.`,
    hint: 'A migration is called VERSION_name.sql, such as 20260118000000_threading.sql.',
  });
}

/** Up to the first that can't be replayed. */
async function readScripts(
  files: readonly MigrationFile[],
  split: typeof scriptOf,
): Promise<{ scripts: readonly Script[]; failure: ReplayFailure | null }> {
  const scripts: Script[] = [];
  for (const file of files) {
    const script = await readScript(file, split);
    if (isFailure(script)) return { scripts, failure: script };
    scripts.push(script);
  }
  return { scripts, failure: null };
}

/** Each file starts as if in a session of its own. */
function between(searchPath: string, position: string): string {
  return [
    'RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; DISCARD TEMP',
    `SET search_path = ${searchPath}`,
    // A function may be about what comes later, or what only the real server has.
    'SET check_function_bodies = off',
    position,
  ].join(';\n');
}

async function unfinished(script: Script, session: Connection): Promise<ReplayFailure | null> {
  if (!script.statements.some(({ node }) => node === 'TransactionStmt')) return null;
  const [rows = []] = await session.query('SELECT pg_catalog.pg_current_xact_id_if_assigned() IS NOT NULL');
  await session.query('ROLLBACK');
  if (rows[0]?.[0] !== 't') return null;
  const line = script.statements.at(-1)?.line ?? 1;
  return { file: script.name, line, message: 'a transaction is begun and not ended' };
}

/** The replay has the version of the server that it runs on; no file asks for it. */
function withOpenVersions(
  objects: ReadonlyMap<ObjectId, CatalogObject>,
  pinned: ReadonlySet<string>,
): ReadonlyMap<ObjectId, CatalogObject> {
  const open = (object: CatalogObject): CatalogObject =>
    object.kind === 'extension' && !pinned.has(object.name)
      ? { ...object, attributes: { ...object.attributes, version: null } }
      : object;
  return new Map([...objects].map(([id, object]) => [id, open(object)]));
}

function pinnedName({ name, version }: { name: string; version: string | null }): readonly string[] {
  return version === null ? [] : [name];
}

function pair(id: ObjectId, name: string | undefined): readonly (readonly [ObjectId, string])[] {
  return name === undefined ? [] : [[id, name]];
}

/** What makes the catalog less than the folder: a comparison with it can't say "no drift". */
function notReadOf(
  ran: readonly Script[],
  failure: ReplayFailure | null,
  files: readonly MigrationFile[],
): readonly NotRead[] {
  const psql = ran.flatMap(({ name, psql: parts }) =>
    parts.map(({ line, text }) => ({ kind: 'migration', reason: `${name}:${line}: psql's ${text} was not run` })),
  );
  if (failure === null) return psql;
  const behind = files.length - files.findIndex(({ name }) => name === failure.file) - 1;
  const those = behind === 0 ? 'It was' : `It and ${behind} after it were`;
  const reason = `${failure.file}:${failure.line}: ${failure.message}. ${those} not replayed`;
  return [...psql, { kind: 'migration', reason }];
}

function leftOutOf(
  files: readonly MigrationFile[],
  ran: readonly Script[],
  standIns: readonly string[],
): readonly LeftOut[] {
  const rows = ran.filter(({ copies }) => copies > 0).map(({ name }) => name);
  const skipped = files.filter(({ version }) => version === null).map(({ name }) => name);
  return [
    { reason: 'made by extensions that are not there where the files are replayed', names: standIns },
    { reason: 'rows behind COPY … FROM stdin', names: rows },
    { reason: 'a file whose name has no version, which the Supabase command line skips', names: skipped },
  ].flatMap(({ reason, names }) =>
    names.length === 0 ? [] : [{ reason, count: names.length, examples: names.slice(0, 5) }],
  );
}
