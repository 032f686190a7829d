import { randomBytes } from 'node:crypto';
import { ident } from '../../engine/quote';
import { connect, type ConnectOptions } from '../../environments/connection';
import type { DatabaseLocation, Environment } from '../../environments/environment';
import { databaseUrl } from '../../environments/location';
import type { Connection } from '../../environments/session';
import type { CreatedExtension } from '../../environments/statement-kinds';
import type { ReplayDatabase } from './replay-database';

/** What stands before the path of a URL, and its path: the database. */
const UP_TO_DATABASE = /^([^/]*\/\/[^/?#]*)(\/[^?#]*)?/;

/**
 * A database made for the replay on a server. Closing drops it, and the roles that it has brought along.
 * @param madeRoles the roles that the replay may create: roles belong to the whole server
 * @throws EnvironmentError when the server can't be reached or the role may not create databases
 */
export async function openScratchDatabase(
  environment: string,
  location: DatabaseLocation,
  extensions: readonly CreatedExtension[],
  madeRoles: ReadonlySet<string>,
  options: Omit<ConnectOptions, 'readOnly'>,
): Promise<ReplayDatabase> {
  const server: Environment = { name: environment, kind: 'database', protected: false, location };
  const name = `schema_drift_replay_${randomBytes(6).toString('hex')}`;
  // Dropping must not be cancelled.
  const admin = await connect(server, { ...options, signal: undefined, readOnly: false });
  const rolesBefore = new Set(await names(admin, 'SELECT rolname FROM pg_catalog.pg_roles'));
  const drop = async (): Promise<void> => {
    try {
      await admin.query(`DROP DATABASE IF EXISTS ${ident(name)} WITH (FORCE)`);
      const roles = await names(admin, 'SELECT rolname FROM pg_catalog.pg_roles');
      const made = roles.filter((role) => madeRoles.has(role) && !rolesBefore.has(role));
      if (made.length > 0) await admin.query(`DROP ROLE ${made.map(ident).join(', ')}`);
    } finally {
      await admin.close();
    }
  };
  try {
    await admin.query(`CREATE DATABASE ${ident(name)} TEMPLATE template0`);
    const url = (await databaseUrl(server, options)).replace(UP_TO_DATABASE, `$1/${name}`);
    const session = await connect({ ...server, location: { url } }, { ...options, readOnly: false });
    const available = new Set(await names(admin, 'SELECT name FROM pg_catalog.pg_available_extensions'));
    return {
      session,
      standIns: [],
      missing: extensions.map((extension) => extension.name).filter((extension) => !available.has(extension)),
      scriptsRun: null,
      keep: () => Promise.resolve(),
      close: async () => {
        await session.close();
        await drop();
      },
    };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function names(session: Connection, query: string): Promise<readonly string[]> {
  const [rows = []] = await session.query(query);
  return rows.flatMap(([name]) => name ?? []);
}
