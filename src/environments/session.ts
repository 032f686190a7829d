import { Socket } from 'node:net';
import { Client } from 'pg';
import type { Database } from '../engine/read';
import type { OnRow, Row } from '../engine/reader';
import { sendCancelRequest } from './cancel-request';
import { connectFailure, refusesStartupOptions, wantsOtherEncryption } from './connect-failure';
import { type ConnectionSettings, serverAddress } from './connection-settings';
import { cancelled, EnvironmentError } from './errors';
import { queryFailure } from './query-failure';
import { checkVersion, newerServerWarning, versionNumber } from './server-version';
import { type BackendKey, listenToStartup, type StartupMessages } from './startup-messages';
import { type ResultSet, TextQuery } from './text-query';
import type { TlsAttempt, TlsPlan } from './tls';
import { goOnWithoutTls } from './without-tls';

export const APPLICATION_NAME = 'schema-drift';

/** How long a cancelled query may take to end before its connection is cut. */
const CANCEL_GRACE_MS = 5000;

/** A connection to a database: what the engine reads from, and what runs statements. */
export interface Connection extends Database {
  /** In the server's own words, such as `15.18 (Debian 15.18-1)`. */
  readonly serverVersion: string;
  readonly database: string;
  /** The role that the server sees; behind a pooler not always the one in the URL. */
  readonly user: string;
  /**
   * Ends the running query by pg_cancel_backend over a second connection, or where that can't be had by a cancel
   * request; that query then rejects with an EnvironmentError `cancelled`. Without a running query nothing happens.
   */
  cancel(): Promise<void>;
  /**
   * Runs one message of SQL, of one or more statements. Out: a result set per statement.
   * @throws EnvironmentError `sql` with what PostgreSQL said, `timeout`, `cancelled` or `lost`
   */
  run(sql: string): Promise<readonly ResultSet[]>;
  close(): Promise<void>;
}

/** What a session is opened with. */
export interface SessionOptions {
  readonly environment: string;
  readonly settings: ConnectionSettings;
  readonly tls: TlsPlan;
  readonly password: () => Promise<string>;
  readonly readOnly: boolean;
  readonly statementTimeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Hears what the person should know: notices of the server, and what could not be had. */
  readonly onMessage?: ((message: string) => void) | undefined;
  /** `connection`: the server knows no pg_cancel_backend, and is ended with the connection (the embedded one). */
  readonly cancelBy?: 'backend' | 'connection';
}

/**
 * Connects, by TLS or without it as the plan says. Sends nothing beyond what connecting takes.
 * @throws EnvironmentError when it does not come to a session on a supported server
 */
export async function openSession(options: SessionOptions): Promise<Connection> {
  const opened = await openWithOptions(options);
  const { environment } = options;
  const version = opened.startup.parameters.get('server_version') ?? '';
  try {
    checkVersion(environment, versionNumber(version), version);
  } catch (error) {
    await opened.client.end();
    throw error;
  }
  const warning = newerServerWarning(environment, versionNumber(version), version);
  if (warning !== null) options.onMessage?.(warning);
  return new Session(options, opened, version);
}

interface Opened {
  readonly client: Client;
  readonly socket: Socket;
  readonly startup: StartupMessages;
  readonly ssl: TlsAttempt;
  /** Whether the session itself is read-only and has its timeout, by startup options. */
  readonly guarded: boolean;
}

async function openWithOptions(options: SessionOptions): Promise<Opened> {
  const startupOptions = startupOptionsOf(options);
  const { settings, environment } = options;
  try {
    return await openWithTls(options, startupOptions);
  } catch (error) {
    if (!refusesStartupOptions(error) || startupOptions === undefined) {
      throw connectFailure(environment, settings, error);
    }
    options.onMessage?.(
      `${environment}: the pooler at ${serverAddress(settings)} takes no startup options; each query sets its own limits instead.`,
    );
  }
  try {
    return { ...(await openWithTls(options, undefined)), guarded: false };
  } catch (error) {
    throw connectFailure(environment, settings, error);
  }
}

/** In the startup packet they cost no round trip. */
function startupOptionsOf(options: SessionOptions): string | undefined {
  const own = [
    ...(options.readOnly ? ['-c default_transaction_read_only=on'] : []),
    ...(options.statementTimeoutMs === undefined ? [] : [`-c statement_timeout=${options.statementTimeoutMs}`]),
  ];
  const asked = options.settings.parameters.get('options');
  const all = asked === undefined ? own : [asked, ...own];
  return all.length === 0 ? undefined : all.join(' ');
}

async function openWithTls(options: SessionOptions, startupOptions: string | undefined): Promise<Opened> {
  const [first, other] = options.tls.attempts;
  try {
    return await open(options, first, startupOptions, other === false);
  } catch (error) {
    if (other === undefined || !wantsOtherEncryption(error)) throw error;
    return open(options, other, startupOptions);
  }
}

/** @param mayBePlain whether to go on where the server has no TLS */
async function open(
  options: SessionOptions,
  ssl: TlsAttempt,
  startupOptions: string | undefined,
  mayBePlain = false,
): Promise<Opened> {
  const { settings, signal, environment } = options;
  if (signal?.aborted) throw cancelled(environment);
  const socket = new Socket();
  const client = new Client({
    host: settings.host,
    port: settings.port,
    user: settings.user,
    database: settings.database,
    password: options.password,
    ssl,
    stream: () => socket,
    keepAlive: true,
    enableChannelBinding: /^(prefer|require)$/.test(settings.parameters.get('channel_binding') ?? ''),
    connectionTimeoutMillis: settings.connectTimeoutMs,
    application_name: APPLICATION_NAME,
    sslnegotiation: ssl !== false && settings.parameters.get('sslnegotiation') === 'direct' ? 'direct' : 'postgres',
    ...(startupOptions === undefined ? {} : { options: startupOptions }),
  });
  const startup = listenToStartup(client);
  // A failure between queries would end the process if nobody listened; the next query reports it.
  client.on('error', () => undefined);
  client.on('notice', (notice) => options.onMessage?.(notice.message ?? ''));

  const abort = (): void => {
    socket.destroy();
  };
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const connected = client.connect();
    let used = ssl;
    if (mayBePlain)
      goOnWithoutTls(client, socket, () => {
        used = false;
      });
    await connected;
    return { client, socket, startup, ssl: used, guarded: true };
  } catch (error) {
    socket.destroy();
    if (signal?.aborted) throw cancelled(environment);
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

class Session implements Connection {
  readonly version: number;
  readonly database: string;
  readonly user: string;
  readonly #options: SessionOptions;
  readonly #opened: Opened;
  #running: Promise<unknown> | null = null;
  #cancelled = false;

  constructor(
    options: SessionOptions,
    opened: Opened,
    readonly serverVersion: string,
  ) {
    this.version = versionNumber(serverVersion);
    this.database = options.settings.database;
    const { user } = options.settings;
    const seen = opened.startup.parameters.get('session_authorization') ?? '';
    // The embedded server says nothing here.
    this.user = seen === '' ? user : seen;
    this.#options = options;
    this.#opened = opened;
    options.signal?.addEventListener('abort', this.#abort, { once: true });
  }

  readonly query = async (sql: string, onRow?: OnRow): Promise<readonly (readonly Row[])[]> =>
    (await this.#send(sql, onRow)).map((result) => result.rows);

  async run(sql: string): Promise<readonly ResultSet[]> {
    const { readOnly, statementTimeoutMs } = this.#options;
    const unguarded = !this.#opened.guarded && (readOnly || statementTimeoutMs !== undefined);
    return unguarded ? this.#runGuarded(sql) : this.#send(sql);
  }

  async cancel(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    this.#cancelled = true;
    const ended = running.catch(() => undefined);
    const key = this.#opened.startup.backendKey();
    if (key !== null && this.#options.cancelBy !== 'connection') {
      if (!(await this.#cancelBackend(key))) await sendCancelRequest(this.#options.settings, key);
      if (await endsWithin(ended, CANCEL_GRACE_MS)) return;
    }
    this.#opened.socket.destroy();
    await ended;
  }

  async close(): Promise<void> {
    this.#options.signal?.removeEventListener('abort', this.#abort);
    const { client, socket } = this.#opened;
    const ended = client
      .end()
      .catch(() => undefined)
      .then(() => socket.destroy());
    // Nobody waits for the server to take leave of who only read.
    if (this.#options.readOnly) socket.unref();
    else await ended;
  }

  readonly #abort = (): void => {
    void this.cancel();
  };

  async #send(sql: string, onRow?: OnRow): Promise<readonly ResultSet[]> {
    if (this.#options.signal?.aborted) throw cancelled(this.#options.environment);
    this.#cancelled = false;
    const query = this.#opened.client.query(new TextQuery(sql, onRow));
    this.#running = query.results;
    try {
      const results = await query.results;
      // It came after all; but who cancelled must not get a result.
      if (this.#wasCancelled()) throw cancelled(this.#options.environment);
      return results;
    } catch (error) {
      if (this.#wasCancelled()) throw cancelled(this.#options.environment);
      throw error === query.failure ? error : queryFailure(this.#options.environment, error);
    } finally {
      this.#running = null;
    }
  }

  /** A method, because the compiler takes the field for unchanged over an await. */
  #wasCancelled(): boolean {
    return this.#cancelled || this.#options.signal?.aborted === true;
  }

  /**
   * For a pooler that takes no startup options. Setting them by SET would reach other clients of the same server
   * connection, so each message is a transaction of its own with its own settings.
   */
  async #runGuarded(sql: string): Promise<readonly ResultSet[]> {
    const { readOnly, statementTimeoutMs, environment } = this.#options;
    // PostgreSQL's parser takes time to load, and a comparison does not need it.
    const { splitStatements } = await import('./sql-text');
    if (readOnly && (await splitStatements(sql)).some((statement) => statement.node === 'TransactionStmt')) {
      throw new EnvironmentError({
        reason: 'refused',
        environment,
        message: `${environment}: transactions can't be started or ended here.`,
        hint: 'Remove BEGIN, COMMIT and ROLLBACK from the SQL: over this pooler each text runs in a read-only transaction.',
      });
    }
    const prefix = `BEGIN${readOnly ? ' READ ONLY' : ''}; SET LOCAL statement_timeout = ${statementTimeoutMs ?? 0}; `;
    try {
      const results = await this.#send(`${prefix}${sql}\n; ${readOnly ? 'ROLLBACK' : 'COMMIT'}`);
      return results.slice(2, -1);
    } catch (error) {
      await this.#send('ROLLBACK').catch(() => undefined);
      throw movedBack(error, prefix.length);
    }
  }

  /** Asks the server to end the query. Out: whether it could be asked. */
  async #cancelBackend({ processId }: BackendKey): Promise<boolean> {
    try {
      const quietly = { ...this.#options, signal: undefined, onMessage: undefined };
      const helper = await open(quietly, this.#opened.ssl, undefined);
      try {
        // A pooler can tell a number that is not the server's: never end the query of somebody else.
        const { rowCount } = await helper.client.query(
          `SELECT pg_cancel_backend(pid) FROM pg_stat_activity
           WHERE pid = $1 AND application_name = $2 AND usename = current_user AND datname = current_database()`,
          [processId, APPLICATION_NAME],
        );
        return rowCount === 1;
      } finally {
        await helper.client.end();
      }
    } catch {
      return false;
    }
  }
}

async function endsWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, milliseconds);
  });
  const ended = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return ended;
}

/** The same failure with its position in the text before something was put in front. */
function movedBack(error: unknown, characters: number): unknown {
  if (!(error instanceof EnvironmentError) || error.sql?.position === undefined) return error;
  return new EnvironmentError({
    reason: error.reason,
    environment: error.environment,
    message: error.message,
    hint: error.hint,
    code: error.code,
    sql: { ...error.sql, position: error.sql.position - characters },
  });
}
