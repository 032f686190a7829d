import type { Catalog } from '../engine/model';
import { connect, type ConnectOptions } from '../environments/connection';
import { openEmbedded } from '../environments/embedded/session';
import type { Environment } from '../environments/environment';
import type { Connection } from '../environments/session';
import { openTemporaryDatabase } from '../environments/temporary-database';

/** An empty database of one's own that goes away. */
export interface Scratch {
  /** For people: `a temporary database on staging`. */
  readonly where: string;
  readonly connection: Connection;
  /** True where nobody else has anything, roles included: they may be made there. */
  readonly isPrivate: boolean;
  /** Ends it, whatever happened. @throws EnvironmentError where a database stays behind, with its name */
  end(): Promise<void>;
}

export type ScratchOptions = Omit<ConnectOptions, 'readOnly' | 'statementTimeoutMs'>;

/** Whether the role may make a temporary database on the server of an environment. @throws EnvironmentError */
export async function mayCreateDatabase(server: Environment, options: ScratchOptions): Promise<boolean> {
  const connection = await connect(server, { ...options, readOnly: true });
  try {
    const [rows] = await connection.query(
      'SELECT rolcreatedb OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user',
    );
    return rows?.[0]?.[0] === 't';
  } finally {
    await connection.close();
  }
}

/**
 * What opens scratch databases for two schemas, as often as it is called: on the server of an environment, or in the
 * embedded PostgreSQL (null) with the extensions that the schemas have.
 */
export function scratchFor(
  server: Environment | null,
  schemas: readonly Catalog[],
  options: ScratchOptions,
): () => Promise<Scratch> {
  if (server !== null) return () => temporaryDatabase(server, options);
  const objects = schemas.flatMap((schema) => [...schema.objects.values()]);
  const extensions = new Set(objects.flatMap(({ kind, name }) => (kind === 'extension' ? [name] : [])));
  return () => embeddedDatabase([...extensions], options.signal);
}

/**
 * Makes a temporary database on the server of an environment.
 * @throws EnvironmentError; then there is no database
 */
export async function temporaryDatabase(server: Environment, options: ScratchOptions): Promise<Scratch> {
  const { session, close } = await openTemporaryDatabase(server, 'proof', options);
  return {
    where: `a temporary database on the server of ${server.name}`,
    connection: session,
    isPrivate: false,
    end: close,
  };
}

/** Starts an embedded PostgreSQL that has these extensions, as far as it knows them. @throws EnvironmentError */
export async function embeddedDatabase(extensions: readonly string[], signal?: AbortSignal): Promise<Scratch> {
  const { session, server } = await openEmbedded('the embedded PostgreSQL', { extensions }, signal);
  return {
    where: 'the embedded PostgreSQL',
    connection: session,
    isPrivate: true,
    end: async () => {
      await session.close();
      await server.stop();
    },
  };
}
