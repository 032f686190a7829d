import { userInfo } from 'node:os';
import { EnvironmentError } from './errors';
import { parsePostgresUrl } from './postgres-url';

/** Where a server is and who asks, with libpq's defaults filled in. */
export interface ConnectionSettings {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** From the URL; null when it must come from somewhere else. */
  readonly password: string | null;
  /** Zero waits for ever. */
  readonly connectTimeoutMs: number;
  /** The URL's other parameters, such as `sslmode`. */
  readonly parameters: ReadonlyMap<string, string>;
}

const DEFAULT_PORT = 5432;
const DEFAULT_CONNECT_TIMEOUT_SECONDS = 10;

/**
 * What a URL and libpq's environment variables say together; the URL wins.
 * @throws EnvironmentError `config` when the text is no PostgreSQL URL
 */
export function connectionSettings(environment: string, url: string, env: NodeJS.ProcessEnv): ConnectionSettings {
  const parsed = parsePostgresUrl(url);
  if (parsed === null) {
    throw new EnvironmentError({
      reason: 'config',
      environment,
      message: `${environment}: its address is not a PostgreSQL URL.`,
      hint: 'It must look like postgresql://user@host:5432/database.',
    });
  }
  const user = parsed.user ?? set(env.PGUSER) ?? userInfo().username;
  return {
    host: parsed.host ?? set(env.PGHOST) ?? 'localhost',
    port: parsed.port ?? number(env.PGPORT) ?? DEFAULT_PORT,
    user,
    database: parsed.database ?? set(env.PGDATABASE) ?? user,
    password: parsed.password,
    connectTimeoutMs:
      1000 *
      (number(parsed.parameters.get('connect_timeout')) ??
        number(env.PGCONNECT_TIMEOUT) ??
        DEFAULT_CONNECT_TIMEOUT_SECONDS),
    parameters: parsed.parameters,
  };
}

/** How messages name the server: never with the password. */
export function serverAddress(settings: ConnectionSettings): string {
  return isSocket(settings) ? `the socket in ${settings.host}` : `${settings.host}:${settings.port}`;
}

/** Whether the server is reached by a Unix socket; libpq never speaks TLS there. */
export function isSocket(settings: ConnectionSettings): boolean {
  return settings.host.startsWith('/');
}

function set(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function number(value: string | undefined): number | undefined {
  const parsed = Number(value);
  return value === undefined || value === '' || !Number.isFinite(parsed) ? undefined : parsed;
}
