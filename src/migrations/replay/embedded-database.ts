import type { EmbeddedContent } from '../../environments/embedded/server';
import { type EmbeddedSession, openEmbedded } from '../../environments/embedded/session';
import { isStoodIn, standInFiles } from '../../environments/embedded/stand-ins';
import type { CreatedExtension } from '../../environments/statement-kinds';
import { atWhichFile } from './journal';
import type { ReplayCache } from './replay-cache';
import type { ReplayDatabase } from './replay-database';

/**
 * An embedded PostgreSQL that has these extensions, or something that stands in for them, and as much of the folder
 * as was kept. @throws EnvironmentError when it does not come up
 */
export async function openEmbeddedDatabase(
  environment: string,
  extensions: readonly CreatedExtension[],
  cache: ReplayCache | null,
  signal: AbortSignal | undefined,
): Promise<ReplayDatabase> {
  const standIns = extensions.filter(({ name }) => isStoodIn(name));
  const content: EmbeddedContent = {
    extensions: extensions.map(({ name }) => name),
    extensionFiles: standIns.flatMap(standInFiles),
  };
  const kept = cache === null ? null : await openKept(environment, content, cache, signal);
  const { session, server } = kept ?? (await openEmbedded(environment, content, signal));
  return {
    session,
    standIns: standIns.map(({ name }) => name),
    missing: [],
    scriptsRun: kept?.scripts ?? null,
    keep: async (scripts) => {
      // What is in the files need not be recovered from the log.
      await session.query('CHECKPOINT');
      await cache?.keep(scripts, (file) => server.save(file));
    },
    close: () => server.stop(),
  };
}

/** Null when nothing was kept, or what was kept can't be used: it is damaged, or has gone in this moment. */
async function openKept(
  environment: string,
  content: EmbeddedContent,
  cache: ReplayCache,
  signal: AbortSignal | undefined,
): Promise<(EmbeddedSession & { readonly scripts: number }) | null> {
  const saved = await cache.find();
  if (saved === null) return null;
  try {
    const opened = await openEmbedded(environment, { ...content, savedDatabase: saved.file }, signal);
    if ((await atWhichFile(opened.session).catch(() => null)) === saved.scripts) {
      return { ...opened, scripts: saved.scripts };
    }
    await opened.server.stop();
  } catch {
    signal?.throwIfAborted();
  }
  await cache.forget(saved);
  return null;
}
