import { compare } from '../../../src/engine/compare';
import type { Catalog, Drift } from '../../../src/engine/model';
import { readCatalog } from '../../../src/engine/read';
import { Twins } from '../../../src/engine/twins';
import { connect } from '../../../src/environments/connection';
import type { Connection } from '../../../src/environments/session';
import { applyStatements, prepareApplication } from '../../../src/migrations/apply';
import type { PostgresServer } from '../../support/database-server';

/** A database with a session that may write. */
export interface OpenDatabase {
  readonly url: string;
  readonly connection: Connection;
  /** Reads the schema as it is now; with twins, as the command line reads both sides. */
  readonly catalog: (twins?: Twins) => Promise<Catalog>;
  /** Runs a script as the command line does. */
  readonly run: (script: string) => Promise<void>;
}

/** A database that is to become as another. */
export interface Drifting {
  readonly source: OpenDatabase;
  readonly target: OpenDatabase;
  readonly drift: Drift;
}

/** The databases of one test, which end with it. */
export class OpenDatabases {
  readonly #ends: (() => Promise<void>)[] = [];

  /** Makes a database, runs the SQL in it and connects, as another user if one is named. */
  async open(server: PostgresServer, sql: string, user?: string): Promise<OpenDatabase> {
    const database = await server.createDatabase(sql);
    this.#ends.push(() => database.drop());
    const url = user === undefined ? database.url : server.urlOf(database.name, { user });
    const connection = await this.join(url);
    return {
      url,
      connection,
      catalog: (twins) => readCatalog(connection, twins),
      run: async (script) => {
        const running = applyStatements(await prepareApplication(script), connection);
        while ((await running.next()).done !== true);
      },
    };
  }

  /** Two databases, and how the first is to become as the second. */
  async drifting(server: PostgresServer, targetSql: string, sourceSql: string): Promise<Drifting> {
    const [source, target] = [await this.open(server, sourceSql), await this.open(server, targetSql)];
    const twins = new Twins();
    return { source, target, drift: compare(await source.catalog(twins), await target.catalog(twins)) };
  }

  /** One more session that may write. */
  async join(url: string): Promise<Connection> {
    const connection = await connect(
      { name: new URL(url).pathname.slice(1), kind: 'database', protected: false, location: { url } },
      { readOnly: false, workspace: __dirname },
    );
    this.#ends.push(() => connection.close());
    return connection;
  }

  /** Runs at the end, before what was opened earlier ends. */
  atEnd(work: () => Promise<void>): void {
    this.#ends.push(work);
  }

  /** Ends everything, the last first. */
  async close(): Promise<void> {
    for (let end = this.#ends.pop(); end !== undefined; end = this.#ends.pop()) await end();
  }
}
