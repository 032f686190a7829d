import type { Catalog } from '../engine/model';
import { readCatalog } from '../engine/read';
import { type KeptCatalog, readAgain } from '../engine/read-again';
import type { Twins } from '../engine/twins';
import { connect, type ConnectOptions } from './connection';
import type { Environment, EnvironmentKind } from './environment';
import { cancelled } from './errors';
import { filePath } from './location';

export interface LoadOptions extends Omit<ConnectOptions, 'readOnly'> {
  /** For what will be loaded again: what is known of it, null at the first time. A database is read in part then. */
  readonly before?: KeptCatalog | null | undefined;
  /** Where what it will be compared with is loaded at the same time. */
  readonly twins?: Twins | undefined;
}

/** A schema, and where it comes from. */
export interface LoadedCatalog {
  readonly catalog: Catalog;
  readonly environment: {
    readonly name: string;
    readonly kind: EnvironmentKind;
    /** In the server's own words; null when it is not known. */
    readonly serverVersion: string | null;
  };
  /** For the next time, where loading in part is possible and was asked for. */
  readonly kept?: KeptCatalog | undefined;
}

/** All but a migrations folder, which is replayed: see loadEnvironment in src/migrations. */
type ReadableEnvironment = Environment<Exclude<EnvironmentKind, 'migrations'>>;

/**
 * Reads the schema of a database, a Prisma schema, a snapshot or a file of SQL.
 * @throws EnvironmentError; then there is no catalog, not even a part of one
 */
export async function loadCatalog(environment: ReadableEnvironment, options: LoadOptions): Promise<LoadedCatalog> {
  const { name, kind } = environment;
  if (options.signal?.aborted) throw cancelled(name);
  const { catalog, serverVersion, kept } = await load(environment, options);
  if (options.signal?.aborted) throw cancelled(name);
  return { catalog, environment: { name, kind, serverVersion }, kept };
}

interface Loaded {
  readonly catalog: Catalog;
  readonly serverVersion: string | null;
  readonly kept?: KeptCatalog;
}

/** What reads files is loaded only when a file is read. */
async function load(environment: ReadableEnvironment, options: LoadOptions): Promise<Loaded> {
  switch (environment.kind) {
    case 'database':
      return loadDatabase(environment, options);
    case 'prisma': {
      const { loadPrismaSchema } = await import('./prisma/load');
      return loadPrismaSchema(filePath(environment, options), environment.name, options);
    }
    case 'snapshot': {
      const { readSnapshot } = await import('./snapshot');
      return readSnapshot(filePath(environment, options), environment.name);
    }
    case 'sql': {
      const { loadSqlFile } = await import('./sql-file');
      return loadSqlFile(filePath(environment, options), environment.name, options);
    }
  }
}

async function loadDatabase(environment: Environment, options: LoadOptions): Promise<Loaded> {
  const connection = await connect(environment, { ...options, readOnly: true });
  const { serverVersion } = connection;
  try {
    if (options.before === undefined) return { catalog: await readCatalog(connection, options.twins), serverVersion };
    const kept = await readAgain(connection, options.before);
    return { catalog: kept.catalog, serverVersion, kept };
  } finally {
    await connection.close();
  }
}
