import type { Configuration } from '../environments/configuration';
import type { Environment } from '../environments/environment';
import { databaseUrl } from '../environments/location';
import { parsePostgresUrl } from '../environments/postgres-url';
import { UsageError, type Session } from './session';

/**
 * Refuses to change a protected environment unless its name was repeated. The name is the one in schema-drift.json,
 * also when the target was given as a URL, or under another name for the same database.
 * @throws UsageError
 */
export async function refuseUnconfirmed(
  target: Environment,
  confirm: string | undefined,
  configuration: Configuration,
  session: Session,
): Promise<void> {
  const name = (await protectedName(target, configuration, session)) ?? target.name;
  if (confirm !== undefined && confirm !== name)
    throw new UsageError(`--confirm says "${confirm}", but the target is "${name}". Nothing was run.`);
  if (confirm === undefined && (target.protected || name !== target.name))
    throw new UsageError(`${name} is protected. To change it nevertheless, add: --confirm ${name}`);
}

/** The name by which the target is protected, or undefined. */
export async function protectedName(
  target: Environment,
  configuration: Configuration,
  session: Session,
): Promise<string | undefined> {
  if (target.protected) return target.name;
  const database = await databaseOf(target, session);
  if (database === undefined) return undefined;
  for (const environment of configuration.environments)
    if (environment.protected && (await databaseOf(environment, session)) === database) return environment.name;
  return undefined;
}

/** Server and database, or undefined where the URL cannot be had. */
async function databaseOf(environment: Environment, session: Session): Promise<string | undefined> {
  if (environment.kind !== 'database') return undefined;
  const url = await databaseUrl(environment, session).catch(() => undefined);
  const parts = url === undefined ? null : parsePostgresUrl(url);
  if (parts === null) return undefined;
  const { host, port, database, user } = parts;
  return JSON.stringify([(host ?? 'localhost').toLowerCase(), port ?? 5432, database ?? user]);
}
