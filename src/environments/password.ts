import pgpass from 'pgpass';
import type { ConnectionSettings } from './connection-settings';
import { EnvironmentError } from './errors';
import { remember } from './redact';

/** Gives a stored password. It must not ask a person: the server does not wait that long. */
export type StoredPassword = () => Promise<string | undefined>;

/**
 * The password, from the first that has one: the URL, the stored one, PGPASSWORD, libpq's password file.
 * Called only when the server asks.
 * @throws EnvironmentError `password` when nobody has one
 */
export async function findPassword(
  environment: string,
  settings: ConnectionSettings,
  stored: StoredPassword | undefined,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const password =
    settings.password ?? (await stored?.()) ?? env.PGPASSWORD ?? (await fromPasswordFile(settings)) ?? '';
  if (password !== '') {
    remember(password);
    return password;
  }
  throw new EnvironmentError({
    reason: 'password',
    environment,
    message: `${environment}: the server asks for the password of "${settings.user}", and none was given.`,
    hint: 'Give it in the environment variable PGPASSWORD, in ~/.pgpass, in a .env file that the environment names, or in VS Code by "Schema Drift: Edit Environment".',
  });
}

async function fromPasswordFile(settings: ConnectionSettings): Promise<string | undefined> {
  const { host, port, database, user } = settings;
  return new Promise((resolve) => {
    pgpass({ host, port, database, user }, resolve);
  });
}
