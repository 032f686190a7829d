import { randomUUID } from 'node:crypto';
import { ident } from '../engine/quote';
import { connect, type ConnectOptions } from './connection';
import type { Environment } from './environment';
import { databaseUrl } from './location';
import type { Connection } from './session';

/** An empty database that was made on a server and goes away. */
export interface TemporaryDatabase {
  readonly session: Connection;
  /** On the database by which the server was reached; cancelling does not end it, so that it can clean up. */
  readonly admin: Connection;
  /** Drops it. @throws EnvironmentError when it stays behind */
  readonly close: () => Promise<void>;
}

/**
 * Makes a database on the server of an environment, from `template0`.
 * @param purpose a part of its name, which begins with `schema_drift_`
 * @param whenDropped what else must go, once the database is gone
 * @throws EnvironmentError when the server can't be reached or the role may not create databases
 */
export async function openTemporaryDatabase(
  server: Environment,
  purpose: 'proof' | 'replay',
  options: Omit<ConnectOptions, 'readOnly'>,
  whenDropped: (admin: Connection) => Promise<void> = () => Promise.resolve(),
): Promise<TemporaryDatabase> {
  options.signal?.throwIfAborted();
  const admin = await connect(server, { ...options, signal: undefined, readOnly: false });
  const name = `schema_drift_${purpose}_${randomUUID().replaceAll('-', '')}`;
  const drop = async (): Promise<void> => {
    try {
      await admin.query(`DROP DATABASE IF EXISTS ${ident(name)} WITH (FORCE)`);
      await whenDropped(admin);
    } finally {
      await admin.close();
    }
  };
  try {
    await admin.query(`CREATE DATABASE ${ident(name)} TEMPLATE template0`);
    const url = withDatabase(await databaseUrl(server, options), name);
    const session = await connect({ ...server, location: { url } }, { ...options, readOnly: false });
    const close = async (): Promise<void> => {
      await session.close();
      await drop();
    };
    return { session, admin, close };
  } catch (error) {
    await drop();
    throw error;
  }
}

/** What stands before the path of a URL, its path, which is the database, and its parameters, which may name one too. */
const PARTS = /^([^/]*\/\/[^/?#]*)(?:\/[^?#]*)?(?:\?(.*))?$/s;

function withDatabase(url: string, name: string): string {
  const [, server = '', query = ''] = PARTS.exec(url) ?? [];
  const parameters = new URLSearchParams(query);
  parameters.delete('dbname');
  return `${server}/${name}?${parameters.toString()}`;
}
