import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite, protocol } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { vector } from '@electric-sql/pglite-pgvector';
import type { DemoDatabaseName, Situation } from './situation';

/** A running demo database, reached like any other PostgreSQL server. */
export interface DemoDatabase {
  /** A PostgreSQL URL without a password. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Outside the ports that Supabase's local stack uses (54320 to 54329). */
const USUAL_PORTS: Readonly<Record<DemoDatabaseName, number>> = { production: 54431, development: 54432 };

const HOST = '127.0.0.1';

/** PGlite has one session: the socket server lets these connections take turns in it. */
const MAX_CONNECTIONS = 20;

/**
 * Because that session outlives every connection, a setting that one client left behind (a search_path, read only)
 * would reach the next one. A start-up message, the only kind whose first byte is zero, therefore cleans it.
 */
class CleanSessionPGlite extends PGlite {
  override async execProtocolRawStream(...[message, options]: Parameters<PGlite['execProtocolRawStream']>) {
    if (message[0] === 0) {
      await super.execProtocolRawStream(protocol.serialize.query('discard all'), { onRawData: () => undefined });
    }
    await super.execProtocolRawStream(message, options);
  }
}

/**
 * Starts an embedded PostgreSQL in memory, fills it and listens on its usual port, or on a free one where
 * that is taken. Throws when a script fails.
 */
export async function startDemoDatabase(
  { folder, databases }: Pick<Situation, 'folder' | 'databases'>,
  name: DemoDatabaseName,
): Promise<DemoDatabase> {
  const database = new CleanSessionPGlite({ extensions: { vector } });
  await database.waitReady;
  for (const script of databases[name]) await database.exec(await readFile(path.join(folder, script), 'utf8'));

  const server = await listen(database, USUAL_PORTS[name]);
  return {
    url: `postgresql://postgres@${server.getServerConn()}/postgres?sslmode=disable`,
    async stop() {
      await server.stop();
      await database.close();
    },
  };
}

async function listen(database: PGlite, usualPort: number): Promise<PGLiteSocketServer> {
  const onPort = (port: number) =>
    new PGLiteSocketServer({ db: database, host: HOST, port, maxConnections: MAX_CONNECTIONS });
  const server = onPort(usualPort);
  try {
    await server.start();
    return server;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    const elsewhere = onPort(0);
    await elsewhere.start();
    return elsewhere;
  }
}
