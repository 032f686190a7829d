import pgpass from 'pgpass';
import type { ConnectionSettings } from './connection-settings';
import { EnvironmentError } from './errors';
import { remember } from './redact';

/** Gives a stored password. It must not ask a person: the server does not wait that long. */
export type StoredPassword = () => Promise<string | undefined>;

/** What the local Supabase stack has unless it is changed: documented, and no secret. */
export const LOCAL_STACK_PASSWORD = 'postgres';

/** The password, from the first that has one: the URL, the stored one, PGPASSWORD, libpq's password file. */
export async function findPassword(
  settings: ConnectionSettings,
  stored: StoredPassword | undefined,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const password =
    settings.password ?? (await stored?.()) ?? env.PGPASSWORD ?? (await fromPasswordFile(settings)) ?? '';
  if (password === '') return undefined;
  remember(password);
  return password;
}

/** Whether this may be the local Supabase stack: its password is worth a try when there is no other. */
export function mayBeLocalStack({ host, user }: ConnectionSettings): boolean {
  return user === 'postgres' && /^(127\.0\.0\.1|::1|localhost)$/.test(host);
}

/** The error when nobody has the password that the server asks for. */
export function passwordMissing(environment: string, settings: ConnectionSettings): EnvironmentError {
  return new EnvironmentError({
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
