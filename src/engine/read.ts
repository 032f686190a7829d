import type { Catalog, CatalogObject, NotRead, ObjectId } from './model';
import { Reader, type Query } from './reader';
import { onlyWhere } from './only-where';
import { type CatalogPart, type Part, startReading } from './reading';
import { SYSTEM_CATALOGS } from './system-catalogs';
import type { Twins } from './twins';

/** What the engine needs of a database: a way to ask, and which server answers. */
export interface Database {
  /** As `server_version_num` has it: 150018. */
  readonly version: number;
  readonly query: Query;
}

/** How a message begins that reads a schema. */
export const BEGIN = [
  'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  "SET LOCAL search_path = ''",
  'SET LOCAL jit = off',
];

/** A catalog, and which object it has at an address of pg_depend. */
export interface AddressedCatalog {
  readonly catalog: Catalog;
  readonly idAt: (classid: string, objid: string, objsubid: string) => ObjectId | undefined;
}

/**
 * Reads everything the engine knows about from one snapshot, in one message: one round trip.
 * When the role may not read some system catalog, it reads the others and says so in `notRead`.
 * @param twins where another database is read beside this one, to be compared
 * @throws what `database.query` throws, but for missing permission and what the server was built without
 */
export async function readCatalog(database: Database, twins?: Twins): Promise<Catalog> {
  return (await readAddressedCatalog(database, twins)).catalog;
}

/** The same, for who knows objects by their addresses. */
export async function readAddressedCatalog(database: Database, twins?: Twins): Promise<AddressedCatalog> {
  const reader = new Reader(database.version, twins);
  const { parts, finish } = startReading(reader);
  const asked = parts.map(whereThereIsAny);
  const message = [...BEGIN, ...asked.map(({ sql }) => sql), 'COMMIT'].join(';\n');
  try {
    await database.query(message, (statement, row) => asked[statement - BEGIN.length]?.take(row));
    return addressed(finish([]), reader);
  } catch (error) {
    if (!isRefused(error)) throw error;
    return readPartByPart(database);
  }
}

/** A part as one message asks for it: what few schemas have only where there is any. */
export function whereThereIsAny(part: CatalogPart): Part {
  return part.seldom === undefined ? part : onlyWhere(isThereAny(part.seldom), withoutExtensions(part));
}

/**
 * What an extension made is not compared, and it may be most of what there is of operators and aggregates. It is filtered
 * by what is no join, which keeps the order.
 */
function withoutExtensions(part: CatalogPart): CatalogPart {
  if (part.ofObjectsIn === undefined) return part;
  const sql = `SELECT * FROM (${part.sql}) k(own) WHERE (SELECT e.refobjid FROM pg_catalog.pg_depend e
    WHERE e.classid = ${SYSTEM_CATALOGS[part.ofObjectsIn]} AND e.objid = k.own AND e.deptype = 'e' LIMIT 1) IS NULL`;
  return { ...part, sql };
}

/** SQL for whether there is anything to read. @param seldom as a part has it */
export function isThereAny(seldom: string): string {
  return `EXISTS (SELECT FROM ${seldom})`;
}

/** The same from inside a transaction, with what that has done so far. The transaction goes on. */
export async function readCatalogInTransaction(database: Database): Promise<Catalog> {
  const { parts, finish } = startReading(new Reader(database.version));
  const before = ['SAVEPOINT reading', "SET LOCAL search_path = ''", 'SET LOCAL jit = off'];
  const message = [...before, ...parts.map(({ sql }) => sql), 'ROLLBACK TO SAVEPOINT reading'].join(';\n');
  await database.query(message, (statement, row) => parts[statement - before.length]?.take(row));
  return finish([]);
}

/** SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html): no permission; not in this server. */
const REFUSALS: readonly unknown[] = ['42501', '0A000'];

/** Whether the role may not read what it asked for, or this server can't: other parts may be read all the same. */
export function isRefused(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && REFUSALS.includes(error.code);
}

/** Only when the one message was refused: each query by itself, to find out which are. */
async function readPartByPart(database: Database): Promise<AddressedCatalog> {
  const reader = new Reader(database.version);
  const { parts, finish } = startReading(reader);
  const notRead: NotRead[] = [];
  // The refused message may have left its transaction open.
  await database.query(['ROLLBACK', ...BEGIN].join('; '));
  for (const { about, sql, take, dispensable } of parts) {
    try {
      const [, rows = []] = await database.query(`SAVEPOINT one; ${sql}`);
      rows.forEach(take);
    } catch (error) {
      if (!isRefused(error)) throw error;
      await database.query('ROLLBACK TO SAVEPOINT one');
      if (dispensable === undefined) notRead.push({ kind: about, reason: error.message });
    }
  }
  await database.query('COMMIT');
  return addressed(finish(notRead), reader);
}

function addressed(catalog: Catalog, reader: Reader): AddressedCatalog {
  return { catalog, idAt: (classid, objid, objsubid) => reader.own(classid, objid, objsubid) };
}

/** The objects of a catalog by parent, in the catalog's order. */
export function childrenByParent(catalog: Catalog): ReadonlyMap<ObjectId, readonly CatalogObject[]> {
  const children = new Map<ObjectId, CatalogObject[]>();
  for (const object of catalog.objects.values()) {
    for (const parent of object.parents) {
      const list = children.get(parent);
      if (list) list.push(object);
      else children.set(parent, [object]);
    }
  }
  return children;
}
