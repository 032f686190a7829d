import { ident } from '../../engine/quote';
import type { ConnectOptions } from '../../environments/connection';
import type { DatabaseLocation, Environment } from '../../environments/environment';
import type { Connection } from '../../environments/session';
import type { CreatedExtension } from '../../environments/statement-kinds';
import { openTemporaryDatabase } from '../../environments/temporary-database';
import type { ReplayDatabase } from './replay-database';

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
  let rolesBefore: ReadonlySet<string> | undefined;
  const dropRoles = async (admin: Connection): Promise<void> => {
    if (rolesBefore === undefined) return;
    const made = (await names(admin, ROLES)).filter((role) => madeRoles.has(role) && rolesBefore?.has(role) === false);
    if (made.length > 0) await admin.query(`DROP ROLE ${made.map(ident).join(', ')}`);
  };
  const { session, admin, close } = await openTemporaryDatabase(server, 'replay', options, dropRoles);
  try {
    rolesBefore = new Set(await names(admin, ROLES));
    const available = new Set(await names(admin, 'SELECT name FROM pg_catalog.pg_available_extensions'));
    return {
      session,
      standIns: [],
      missing: extensions.map((extension) => extension.name).filter((extension) => !available.has(extension)),
      scriptsRun: null,
      rowsCounted: false,
      keep: () => Promise.resolve(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const ROLES = 'SELECT rolname FROM pg_catalog.pg_roles';

async function names(session: Connection, query: string): Promise<readonly string[]> {
  const [rows = []] = await session.query(query);
  return rows.flatMap(([name]) => name ?? []);
}
