import { randomUUID } from 'node:crypto';
import { ident } from '../engine/quote';
import { connect, type ConnectOptions } from '../environments/connection';
import { openEmbedded } from '../environments/embedded/session';
import type { Environment } from '../environments/environment';
import { databaseUrl } from '../environments/location';
import type { Connection } from '../environments/session';

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
 * Makes a temporary database on the server of an environment.
 * @throws EnvironmentError; then there is no database
 */
export async function temporaryDatabase(server: Environment, options: ScratchOptions): Promise<Scratch> {
  options.signal?.throwIfAborted();
  // Without the signal: it has to clean up when everything else is cancelled.
  const owner = await connect(server, { ...options, signal: undefined, readOnly: false });
  const name = `schema_drift_proof_${randomUUID().replaceAll('-', '')}`;
  const drop = async (): Promise<void> => {
    try {
      await owner.run(`DROP DATABASE IF EXISTS ${ident(name)} WITH (FORCE)`);
    } finally {
      await owner.close();
    }
  };
  try {
    await owner.run(`CREATE DATABASE ${ident(name)} TEMPLATE template0`);
    const url = new URL(await databaseUrl(server, options));
    url.pathname = `/${name}`;
    url.searchParams.delete('dbname');
    const connection = await connect(
      { ...server, name: `${server.name} (${name})`, location: { url: url.href } },
      { ...options, readOnly: false },
    );
    return {
      where: `a temporary database on the server of ${server.name}`,
      connection,
      isPrivate: false,
      end: async () => {
        await connection.close();
        await drop();
      },
    };
  } catch (error) {
    await drop();
    throw error;
  }
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
