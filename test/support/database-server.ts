import { Pool, type QueryResultRow, escapeIdentifier } from 'pg';

/** A database made for one test. */
export interface TestDatabase {
  name: string;
  url: string;
  /** Runs SQL, one statement or many, always on the same session. Out: the rows of the last statement. */
  query<Row extends QueryResultRow = QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Ends every session on it and removes it. */
  drop(): Promise<void>;
}

let created = 0;

/** A running PostgreSQL server that tests may make databases on. Roles belong to the whole server: give them names of their own. */
export class PostgresServer {
  readonly major: number;
  /** Such as 18.4. */
  readonly version: string;
  /** Of the maintenance database, with user and password. */
  readonly url: string;
  /** What `sslrootcert` would need, as PEM, when the server offers TLS. */
  readonly certificate: string | undefined;
  readonly #stop: () => Promise<void>;

  constructor(parts: {
    major: number;
    version: string;
    url: string;
    certificate?: string | undefined;
    stop: () => Promise<void>;
  }) {
    this.major = parts.major;
    this.version = parts.version;
    this.url = parts.url;
    this.certificate = parts.certificate;
    this.#stop = parts.stop;
  }

  /** The URL of a database on this server, for another user if you like. */
  urlOf(database: string, login?: { user: string; password?: string }): string {
    const url = new URL(this.url);
    url.pathname = `/${encodeURIComponent(database)}`;
    if (login !== undefined) {
      url.username = encodeURIComponent(login.user);
      url.password = encodeURIComponent(login.password ?? '');
    }
    return url.href;
  }

  /** Makes an empty database and runs the SQL in it. Errors: PostgreSQL's own; then no database stays behind. */
  async createDatabase(sql?: string): Promise<TestDatabase> {
    created += 1;
    const name = `test_${process.pid}_${created}`;
    await this.#administer(`create database ${escapeIdentifier(name)} template template0`);
    const url = this.urlOf(name);
    const pool = openPool(url);
    const database: TestDatabase = {
      name,
      url,
      query: async <Row extends QueryResultRow>(text: string, values?: unknown[]) =>
        lastRows(await pool.query<Row>(text, values)),
      drop: async () => {
        await pool.query(DROP_SUBSCRIPTIONS);
        await pool.end();
        await this.#administer(`drop database if exists ${escapeIdentifier(name)} with (force)`);
      },
    };
    if (sql !== undefined) {
      try {
        await database.query(sql);
      } catch (error) {
        await database.drop();
        throw error;
      }
    }
    return database;
  }

  /** Ends the server, if it was started for you. */
  async stop(): Promise<void> {
    await this.#stop();
  }

  async #administer(sql: string): Promise<void> {
    const pool = openPool(this.url);
    try {
      await pool.query(sql);
    } finally {
      await pool.end();
    }
  }
}

/** A database that has one can't be dropped. */
const DROP_SUBSCRIPTIONS = `do $$ declare name name; begin
  for name in select subname from pg_subscription s join pg_database d on d.oid = subdbid where datname = current_database()
  loop execute format('drop subscription %I', name); end loop; end $$`;

/** One session that stays open between queries, and does not keep the process alive when a test forgets it. */
function openPool(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0, allowExitOnIdle: true });
  // A session that is ended from outside (drop, stop) reports it here; the next query would report it to its caller.
  pool.on('error', () => undefined);
  return pool;
}

/** The driver answers several statements in one message with an array, which its types don't say. */
function lastRows<Row>(result: { rows: Row[] } | { rows: Row[] }[]): Row[] {
  return Array.isArray(result) ? (result.at(-1)?.rows ?? []) : result.rows;
}
