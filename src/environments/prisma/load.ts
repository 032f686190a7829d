import type { Catalog, ObjectId } from '../../engine/model';
import { readCatalog } from '../../engine/read';
import { openEmbedded } from '../embedded/session';
import { cancelled, EnvironmentError } from '../errors';
import type { LoadOptions } from '../load';
import { readSqlText } from '../sql-text';
import { createdExtensions } from '../statement-kinds';
import { PrismaError, prismaSql } from './engine';
import { readPrismaFiles } from './files';

/** Prisma names their types and functions without creating them, unless the schema lists them under `extensions`. */
const USUAL_EXTENSIONS = ['citext', 'hstore', 'ltree', 'pg_trgm', 'pgcrypto', 'uuid-ossp', 'vector'];

/** PostgreSQL's codes for a type or operator class, and for a function, that is not there. */
const UNDEFINED = new Set(['42704', '42883']);

/**
 * The schema that Prisma would make: its own engine writes the SQL, the embedded PostgreSQL loads it.
 * @param location a file, or a folder of `.prisma` files
 * @throws EnvironmentError: for a schema that Prisma refuses with Prisma's words, file and line
 */
export async function loadPrismaSchema(
  location: string,
  environment: string,
  options: LoadOptions,
): Promise<{ catalog: Catalog; serverVersion: string }> {
  const files = await readPrismaFiles(location, environment, options.workspace);
  try {
    const sql = await prismaSql(files);
    const declared = createdExtensions((await readSqlText(sql)).statements).map(({ name }) => name);
    return await loaded(sql, declared, [], environment, options).catch((error: unknown) => {
      if (!(error instanceof EnvironmentError) || !UNDEFINED.has(error.code ?? '')) throw error;
      const missing = USUAL_EXTENSIONS.filter((name) => !declared.includes(name));
      return loaded(sql, declared, missing, environment, options);
    });
  } catch (error) {
    if (options.signal?.aborted) throw cancelled(environment);
    throw explained(error, environment);
  }
}

/** @param laid extensions to create first, which are no part of the schema */
async function loaded(
  sql: string,
  declared: readonly string[],
  laid: readonly string[],
  environment: string,
  { signal }: LoadOptions,
): Promise<{ catalog: Catalog; serverVersion: string }> {
  const { session, server } = await openEmbedded(environment, { extensions: [...declared, ...laid] }, signal);
  try {
    await session.query(laid.map((name) => `CREATE EXTENSION "${name}";`).join('\n'));
    await session.query(sql);
    const catalog = await readCatalog(session);
    return {
      catalog: without(catalog, new Set(laid.map((name) => `extension:${name}`))),
      serverVersion: session.serverVersion,
    };
  } finally {
    await server.stop();
  }
}

function without(catalog: Catalog, laid: ReadonlySet<string>): Catalog {
  const isLaid = (id: ObjectId): boolean => laid.has(id.replaceAll('"', ''));
  const objects = new Map([...catalog.objects].filter(([id]) => !isLaid(id)));
  return {
    ...catalog,
    objects,
    dependencies: new Map([...catalog.dependencies].map(([id, on]) => [id, on.filter((each) => objects.has(each))])),
  };
}

function explained(error: unknown, environment: string): unknown {
  if (error instanceof PrismaError) {
    const { message, place } = error;
    return new EnvironmentError({
      reason: 'sql',
      environment,
      message: place === undefined ? `${environment}: ${message}` : `${place.file}:${place.line}: ${message}`,
      hint: /is not a supported connector|no datasource/.test(message)
        ? 'Name the folder or file whose datasource has provider = "postgresql".'
        : 'Correct the Prisma schema and try again.',
      place: place === undefined ? undefined : { ...place, column: 1 },
    });
  }
  if (!(error instanceof EnvironmentError) || error.sql === undefined) return error;
  return new EnvironmentError({
    reason: 'sql',
    environment,
    message: `${environment}: PostgreSQL refuses what Prisma makes of the schema: ${error.sql.message}`,
    hint: 'Look for it in @default(dbgenerated(…)), Unsupported(…) and @db of the Prisma schema.',
    code: error.code,
    sql: error.sql,
  });
}
