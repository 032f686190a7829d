import { EnvironmentError } from '../errors';
import { type Connection, openSession } from '../session';
import { EMBEDDED_DATABASE, EMBEDDED_USER, type EmbeddedContent, type EmbeddedServer, startEmbedded } from './server';

/** An embedded PostgreSQL and the one session that it has. */
export interface EmbeddedSession {
  readonly session: Connection;
  readonly server: EmbeddedServer;
}

/**
 * Starts an embedded PostgreSQL and connects to it. Whoever asked for it must stop the server.
 * @throws EnvironmentError `lost` when it does not come up
 */
export async function openEmbedded(
  environment: string,
  content: EmbeddedContent,
  signal?: AbortSignal,
): Promise<EmbeddedSession> {
  const server = await startEmbedded(content, signal).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new EnvironmentError({
      reason: 'lost',
      environment,
      message: `${environment}: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'Try again; it needs some hundred MB of memory.',
    });
  });
  try {
    const session = await openSession({
      environment,
      settings: {
        host: server.host,
        port: server.port,
        user: EMBEDDED_USER,
        database: EMBEDDED_DATABASE,
        password: null,
        connectTimeoutMs: 0,
        parameters: new Map(),
      },
      tls: { mode: 'disable', attempts: [false] },
      password: () => Promise.resolve(''),
      readOnly: false,
      signal,
      cancelBy: 'connection',
    });
    return { session, server };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
