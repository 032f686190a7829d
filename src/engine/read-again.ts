import { type Fingerprint, fingerprintQuery, readFingerprint } from './fingerprint';
import type { Catalog, CatalogObject, ObjectId } from './model';
import { onlyWhere } from './only-where';
import { BEGIN, type Database, isRefused, isThereAny, readCatalog, whereThereIsAny } from './read';
import { type Address, Reader, text, type Row } from './reader';
import { type CatalogPart, type Concerned, type Part, startReading } from './reading';
import { rankOf } from './registry';
import { SYSTEM_CATALOGS } from './system-catalogs';

/** A catalog, and what it takes to read only what has changed since. */
export interface KeptCatalog {
  readonly catalog: Catalog;
  /** Null where the role may not see whether something has changed. */
  readonly known: Known | null;
}

interface Known {
  readonly reader: Reader;
  readonly fingerprint: Fingerprint;
}

/**
 * Reads a schema so that it can be read again at little cost: of a schema that was read before only what may have
 * changed, which takes one round trip to find out and one to read. Where nothing has changed, the catalog is the same
 * one as before.
 * @param before is of no use from then on, but for its catalog
 * @throws what `readCatalog` throws
 */
export async function readAgain(database: Database, before: KeptCatalog | null): Promise<KeptCatalog> {
  const known = before?.known?.reader.version === database.version ? before.known : null;
  try {
    return before === null || known === null
      ? await readWhole(database, null)
      : await readChanges(database, before.catalog, known);
  } catch (error) {
    await database.query('ROLLBACK').catch(() => undefined);
    if (!isRefused(error)) throw error;
    return { catalog: await readCatalog(database), known: null };
  }
}

/** @param found the fingerprint, where the transaction has begun and it is known already */
async function readWhole(database: Database, found: Fingerprint | null): Promise<KeptCatalog> {
  const reader = new Reader(database.version);
  const { parts, finish } = startReading(reader);
  const rows: Row[] = [];
  const begin = [...BEGIN.map(silent), { sql: fingerprintQuery(null), take: (row: Row) => rows.push(row) }];
  await run(database, [...(found === null ? begin : []), ...parts.map(whereThereIsAny), silent('COMMIT')]);
  return { catalog: finish([]), known: { reader, fingerprint: found ?? readFingerprint(null, rows).fingerprint } };
}

async function readChanges(database: Database, before: Catalog, known: Known): Promise<KeptCatalog> {
  const results = await database.query([...BEGIN, fingerprintQuery(known.fingerprint)].join(';\n'));
  const { fingerprint, changed } = readFingerprint(known.fingerprint, results[BEGIN.length] ?? []);
  if (changed?.size === 0) {
    await database.query('COMMIT');
    return { catalog: before, known: { ...known, fingerprint } };
  }
  if (changed === null || hasExtensionMember(known.reader, changed)) return readWhole(database, fingerprint);
  const reader = new Reader(database.version);
  const dependencies = new Map<ObjectId, readonly ObjectId[]>();
  const concerned: Part = {
    sql: concernedQuery(changed, known.reader, before),
    take: (row) => {
      const classid = text(row, 0);
      for (const id of reader.forget(classid, numbers(row[2] ?? '{}'))) dependencies.delete(id);
      reader.forget(classid, numbers(text(row, 1)));
    },
  };
  const { parts, finish } = startReading(reader, dependencies, CONCERNED);
  const read = run(database, [...BY_INDEX.map(silent), concerned, ...parts.map(ofConcerned), silent('COMMIT')]);
  // Before the first row comes, while the server works.
  reader.takeOver(known.reader);
  for (const [id, on] of before.dependencies) dependencies.set(id, on);
  await read;
  return { catalog: inOrder(finish([])), known: { reader, fingerprint } };
}

/** A few objects are looked for among many, which PostgreSQL can't know. */
const BY_INDEX = ['SET LOCAL enable_hashjoin = off', 'SET LOCAL enable_mergejoin = off'];

/** SQL for the oids of a class that are read again: the message's first query notes them, for this transaction. */
function concernedOids(classid: string): string {
  return `NULLIF(pg_catalog.current_setting('schema_drift.concerned_' || ${classid}, true), '')::oid[]`;
}

const CONCERNED: Concerned = {
  dependencies: `(
    SELECT p.* FROM pg_catalog.unnest('{${Object.values(SYSTEM_CATALOGS).join()}}'::oid[]) c(classid)
    CROSS JOIN LATERAL pg_catalog.unnest(${concernedOids('c.classid')}) o(objid)
    JOIN pg_catalog.pg_depend p ON p.classid = c.classid AND p.objid = o.objid)`,
  oidsIn: (catalog) => concernedOids(`'${SYSTEM_CATALOGS[catalog]}'`),
};

/**
 * By class, the oids of the objects to read again, and of those among them whose dependencies may be others: what has
 * changed, what that is a part of, and what depends on it; and then what these belong to, as a table's facts are partly
 * those of its indexes. What has not changed itself depends on the same as before.
 */
function concernedQuery(changed: ReadonlyMap<string, readonly string[]>, known: Reader, before: Catalog): string {
  const around = [...changed].flatMap(([classid, oids]) => known.around(classid, new Set(oids.map(Number))));
  const belongTo = around.flatMap((id) => [
    ...(before.objects.get(id)?.parents ?? []),
    ...(before.dependencies.get(id) ?? []),
  ]);
  const addresses = known.addressesOf(new Set([...around, ...belongTo]));
  // The columns of a table belong to the same one.
  const rowsOf = (ids: readonly ObjectId[]): string[] =>
    [...new Set(ids)].flatMap((id) => (addresses.get(id) ?? []).map(rowOf));
  const changedRows = [...changed].flatMap(([classid, oids]) => oids.map((oid) => rowOf([classid, oid])));
  return `
  WITH RECURSIVE changed(classid, objid) AS (VALUES ${[...changedRows, ...rowsOf(around)].join()}),
  other AS (
    SELECT c.classid, c.objid FROM changed c UNION
    SELECT n.classid, n.objid FROM other o CROSS JOIN LATERAL (
      SELECT d.classid, d.objid FROM pg_catalog.pg_depend d WHERE d.refclassid = o.classid AND d.refobjid = o.objid UNION ALL
      SELECT d.refclassid, d.refobjid FROM pg_catalog.pg_depend d
      WHERE d.classid = o.classid AND d.objid = o.objid AND d.deptype IN ('i', 'P')) n(classid, objid)),
  concerned AS (
    (SELECT o.classid, o.objid FROM other o UNION VALUES ${rowsOf(belongTo).concat('(0::oid, 0::oid)').join()}) UNION
    SELECT d.refclassid, d.refobjid FROM concerned c
    JOIN pg_catalog.pg_depend d ON d.classid = c.classid AND d.objid = c.objid AND d.deptype IN ('a', 'i', 'P', 'S'))
  SELECT c.classid, pg_catalog.array_agg(c.objid)::text, (pg_catalog.array_agg(c.objid) FILTER (WHERE o.objid IS NOT NULL))::text,
    pg_catalog.set_config('schema_drift.concerned_' || c.classid, pg_catalog.array_agg(c.objid)::text, true)
  FROM concerned c LEFT JOIN other o ON o.classid = c.classid AND o.objid = c.objid GROUP BY c.classid`;
}

function rowOf([classid, oid]: Address): string {
  return `(${classid}::oid, ${oid}::oid)`;
}

/** Of rows that begin with an object's oid, those that are concerned. */
function ofConcerned(part: CatalogPart): Part {
  if (part.ofObjectsIn === undefined) return part;
  const oids = CONCERNED.oidsIn(part.ofObjectsIn);
  const sql = `SELECT * FROM (${part.sql}) k(concerned) WHERE k.concerned = ANY (${oids})`;
  const isConcerned = `${oids} IS NOT NULL`;
  const condition = part.seldom === undefined ? isConcerned : `${isConcerned} AND ${isThereAny(part.seldom)}`;
  return onlyWhere(condition, { ...part, sql });
}

/** What changes in an extension can change what is said about PostgreSQL's grants on it. */
function hasExtensionMember(reader: Reader, changed: ReadonlyMap<string, readonly string[]>): boolean {
  return [...changed].some(([classid, oids]) => oids.some((oid) => reader.isExtensionMember(classid, oid)));
}

/** What was read again comes last: back to where its kind is. */
function inOrder(catalog: Catalog): Catalog {
  const byRank: (CatalogObject[] | undefined)[] = [];
  for (const object of catalog.objects.values()) (byRank[rankOf(object.kind)] ??= []).push(object);
  const objects = new Map<ObjectId, CatalogObject>();
  for (const same of byRank) for (const object of same ?? []) objects.set(object.id, object);
  return { ...catalog, objects };
}

function silent(sql: string): Part {
  return { sql, take: () => undefined };
}

async function run(database: Database, parts: readonly Part[]): Promise<void> {
  await database.query(parts.map(({ sql }) => sql).join(';\n'), (statement, row) => parts[statement]?.take(row));
}

/** `{16384,16385}` → its numbers. */
function numbers(array: string): ReadonlySet<number> {
  return new Set(array === '{}' ? [] : array.slice(1, -1).split(',').map(Number));
}
