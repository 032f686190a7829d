import type { Environment } from './environment';
import { connectionSettings } from './connection-settings';
import { cancelled, EnvironmentError } from './errors';
import { databaseUrl } from './location';
import { findPassword, LOCAL_STACK_PASSWORD, mayBeLocalStack, passwordMissing, type StoredPassword } from './password';
import { remember } from './redact';
import { type Connection, openSession } from './session';
import { planTls } from './tls';

export interface ConnectOptions {
  /** Cancels: connecting, and every query on the connection. */
  readonly signal?: AbortSignal | undefined;
  readonly readOnly: boolean;
  /** A stored password. On an EnvironmentError `password`, ask the person and connect again. */
  readonly password?: StoredPassword | undefined;
  /** The folder that relative paths start from. */
  readonly workspace: string;
  /** This process's own when absent. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly statementTimeoutMs?: number | undefined;
  /** Hears notices of the server, and what the person should know. */
  readonly onMessage?: ((message: string) => void) | undefined;
}

/**
 * Connects to the database of an environment, with what libpq would use: the URL, PG* variables, the password file.
 * @throws EnvironmentError that says what happened and what to do
 */
export async function connect(environment: Environment, options: ConnectOptions): Promise<Connection> {
  const { name } = environment;
  if (options.signal?.aborted) throw cancelled(name);
  const env = options.env ?? process.env;
  const settings = connectionSettings(name, await databaseUrl(environment, { ...options, env }), env);
  if (settings.password !== null) remember(settings.password);
  const guess = { made: false };
  const password = async (): Promise<string> => {
    const known = await findPassword(settings, options.password, env);
    if (known !== undefined) return known;
    if (!mayBeLocalStack(settings)) throw passwordMissing(name, settings);
    guess.made = true;
    return LOCAL_STACK_PASSWORD;
  };
  try {
    return await openSession({
      environment: name,
      settings,
      tls: await planTls(name, settings, env, options.workspace),
      password: once(password),
      readOnly: options.readOnly,
      statementTimeoutMs: options.statementTimeoutMs,
      signal: options.signal,
      onMessage: options.onMessage,
    });
  } catch (error) {
    // Nobody gave the password that was refused.
    if (guess.made && error instanceof EnvironmentError && error.reason === 'password')
      throw passwordMissing(name, settings);
    throw error;
  }
}

/** So that the second connection, or the second way to connect, does not ask again. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}
