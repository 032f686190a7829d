import { openEmbedded } from '../../environments/embedded/session';
import { isStoodIn, standInFiles } from '../../environments/embedded/stand-ins';
import type { Connection } from '../../environments/session';
import type { CreatedExtension } from '../../environments/statement-kinds';

/** A database of its own that a folder is replayed into, and that is gone afterwards. */
export interface ReplayDatabase {
  readonly session: Connection;
  /** Extensions that something else stands in for. */
  readonly standIns: readonly string[];
  close(): Promise<void>;
}

/** An embedded PostgreSQL that has these extensions, or something that stands in for them. */
export async function openEmbeddedDatabase(
  environment: string,
  extensions: readonly CreatedExtension[],
  signal: AbortSignal | undefined,
): Promise<ReplayDatabase> {
  const missing = extensions.filter(({ name }) => isStoodIn(name));
  const { session, server } = await openEmbedded(
    environment,
    { extensions: extensions.map(({ name }) => name), extensionFiles: missing.flatMap(standInFiles) },
    signal,
  );
  return { session, standIns: [...new Set(missing.map(({ name }) => name))], close: () => server.stop() };
}
