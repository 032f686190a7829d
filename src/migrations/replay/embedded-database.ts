import { readCatalog } from '../../engine/read';
import type { EmbeddedContent } from '../../environments/embedded/server';
import { type EmbeddedSession, openEmbedded } from '../../environments/embedded/session';
import { isStoodIn, standInFiles } from '../../environments/embedded/stand-ins';
import type { CreatedExtension } from '../../environments/statement-kinds';
import { atWhichFile } from './journal';
import type { ReplayCache, SavedReplay } from './replay-cache';
import { COUNT_ROWS, type ReplayDatabase } from './replay-database';
import type { SpareDatabase } from './spare-database';

/** What earlier replays left. */
interface Earlier {
  readonly cache: ReplayCache | null;
  readonly spare: SpareDatabase | undefined;
}

/**
 * An embedded PostgreSQL that has these extensions, or something that stands in for them, and as much of the folder
 * as was kept. When it is closed, a spare one with what is kept then is made ready.
 * @throws EnvironmentError when it does not come up
 */
export async function openEmbeddedDatabase(
  environment: string,
  extensions: readonly CreatedExtension[],
  earlier: Earlier,
  signal: AbortSignal | undefined,
): Promise<ReplayDatabase> {
  const { cache, spare } = earlier;
  const standIns = extensions.filter(({ name }) => isStoodIn(name));
  const content: EmbeddedContent = {
    extensions: extensions.map(({ name }) => name),
    extensionFiles: standIns.flatMap(standInFiles),
  };
  const kept = cache === null ? null : await openKept(environment, content, { cache, spare }, signal);
  const { session, server } = kept ?? (await openEmbedded(environment, content, signal));
  return {
    session,
    standIns: standIns.map(({ name }) => name),
    missing: [],
    scriptsRun: kept?.scripts ?? null,
    rowsCounted: kept?.rehearsed ?? false,
    keep: async (scripts) => {
      // What is in the files need not be recovered from the log, so that goes: it is as large as all else.
      await session.query('SET wal_recycle = off; SELECT pg_catalog.pg_switch_wal()');
      await session.query('CHECKPOINT');
      await cache?.keep(scripts, (file) => server.save(file));
    },
    close: async () => {
      await server.stop();
      const saved = spare === undefined ? null : await cache?.find();
      if (!saved) return;
      spare?.prepare(nameOf(environment, content, saved), async (unwanted) =>
        rehearse(await openSaved(environment, content, saved, unwanted)),
      );
    },
  };
}

interface Kept extends EmbeddedSession {
  readonly scripts: number;
  readonly rehearsed: boolean;
}

/** Null when nothing was kept, or what was kept can't be used: it is damaged, or has gone in this moment. */
async function openKept(
  environment: string,
  content: EmbeddedContent,
  { cache, spare }: Earlier & { readonly cache: ReplayCache },
  signal: AbortSignal | undefined,
): Promise<Kept | null> {
  const saved = await cache.find();
  if (saved === null) return null;
  const { scripts } = saved;
  const ready = await spare?.take(nameOf(environment, content, saved), signal);
  if (ready && (await isAt(scripts, ready))) return { ...ready, scripts, rehearsed: true };
  try {
    return { ...(await openSaved(environment, content, saved, signal)), scripts, rehearsed: false };
  } catch {
    signal?.throwIfAborted();
    await cache.forget(saved);
    return null;
  }
}

/** @throws Error when it can't be used */
async function openSaved(
  environment: string,
  content: EmbeddedContent,
  { file, scripts }: SavedReplay,
  signal: AbortSignal | undefined,
): Promise<EmbeddedSession> {
  const opened = await openEmbedded(environment, { ...content, savedDatabase: file }, signal);
  if (await isAt(scripts, opened)) return opened;
  throw new Error(`${file} is damaged`);
}

/** Whether a database is what it should be. One that is not is stopped. */
async function isAt(scripts: number, { session, server }: EmbeddedSession): Promise<boolean> {
  if ((await atWhichFile(session).catch(() => null)) === scripts) return true;
  await server.stop();
  return false;
}

/** Reads all that a replay will read, so that PostgreSQL is compiled and has its catalogs at hand. */
async function rehearse(opened: EmbeddedSession): Promise<EmbeddedSession> {
  try {
    await opened.session.query(COUNT_ROWS);
    await readCatalog(opened.session);
    return opened;
  } catch (error) {
    await opened.server.stop();
    throw error;
  }
}

/** Equal for databases that are the same, down to what can be created in them. */
function nameOf(environment: string, content: EmbeddedContent, { file }: SavedReplay): string {
  return JSON.stringify([environment, content, file]);
}
