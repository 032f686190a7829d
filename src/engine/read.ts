import type { Kind } from './kind';
import type { Catalog, CatalogObject, NotRead, ObjectId, Server } from './model';
import { Reader, text, type Query, type Row } from './reader';
import { KINDS } from './registry';
import { FIRST_USER_OID, PUBLIC_SCHEMA_OID, SYSTEM_CATALOGS } from './system-catalogs';
import { notCompared, UNMODELLED_QUERY } from './unmodelled';

/** What the engine needs of a database: a way to ask, and which server answers. */
export interface Database {
  /** As `server_version_num` has it: 150018. */
  readonly version: number;
  readonly query: Query;
}

const BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = ''; SET LOCAL jit = off";

const SERVER_QUERY = `
  SELECT current_database(), current_user, r.rolname FROM pg_catalog.pg_roles r ORDER BY r.rolname`;

const MEMBERS_QUERY = `
  SELECT d.classid, d.objid, d.refobjid FROM pg_catalog.pg_depend d WHERE d.deptype = 'e'`;

const COMMENTS_QUERY = `
  SELECT d.classoid, d.objoid, d.objsubid, d.description FROM pg_catalog.pg_description d
  WHERE d.objoid >= ${FIRST_USER_OID} OR d.objoid = ${PUBLIC_SCHEMA_OID} AND d.classoid = ${SYSTEM_CATALOGS.pg_namespace}`;

/**
 * One row for each pair of catalogs, the addresses as arrays: a fifth of the bytes of one row for each dependency.
 * What depends internally is a part of what it depends on.
 */
const DEPENDENCIES_QUERY = `
  SELECT d.classid, d.refclassid, pg_catalog.array_agg(d.objid), pg_catalog.array_agg(d.objsubid),
    pg_catalog.array_agg(d.refobjid), pg_catalog.array_agg(d.refobjsubid)
  FROM pg_catalog.pg_depend d
  WHERE d.objid >= ${FIRST_USER_OID} AND (d.refobjid >= ${FIRST_USER_OID} OR d.refobjid = ${PUBLIC_SCHEMA_OID})
    AND d.deptype NOT IN ('e', 'i')
  GROUP BY d.classid, d.refclassid`;

/** What the general queries are about, for people who may not read it. */
const GENERAL = ['role', 'extension member', 'comment', 'dependency', 'other kind'];

/** A catalog, and which object it has at an address of pg_depend. */
export interface AddressedCatalog {
  readonly catalog: Catalog;
  readonly idAt: (classid: string, objid: string, objsubid: string) => ObjectId | undefined;
}

/**
 * Reads everything the engine knows about from one snapshot, in one message: one round trip.
 * When the role may not read some system catalog, it reads the others and says so in `notRead`.
 * @throws what `database.query` throws, but for missing permission
 */
export async function readCatalog(database: Database): Promise<Catalog> {
  return (await readAddressedCatalog(database)).catalog;
}

/** The same, for who knows objects by their addresses. */
export async function readAddressedCatalog(database: Database): Promise<AddressedCatalog> {
  const general = [SERVER_QUERY, MEMBERS_QUERY, COMMENTS_QUERY, DEPENDENCIES_QUERY, UNMODELLED_QUERY];
  const queries = [...general, ...KINDS.map((kind) => kind.query(database.version))];
  let results: readonly (readonly Row[])[];
  const notRead: NotRead[] = [];
  try {
    results = (await database.query([BEGIN, ...queries, 'COMMIT'].join(';\n'))).slice(3, -1);
  } catch (error) {
    if (!isMissingPermission(error)) throw error;
    results = await readOneByOne(database, queries, (index, reason) => {
      notRead.push({ kind: KINDS[index - general.length]?.name ?? GENERAL[index] ?? '', reason });
    });
  }
  const [server = [], members = [], comments = [], dependencies = [], unmodelled = [], ...byKind] = results;
  return assemble(database.version, { server, members, comments, dependencies, unmodelled, byKind }, notRead);
}

interface Results {
  readonly server: readonly Row[];
  readonly members: readonly Row[];
  readonly comments: readonly Row[];
  readonly dependencies: readonly Row[];
  readonly unmodelled: readonly Row[];
  readonly byKind: readonly (readonly Row[])[];
}

function assemble(version: number, results: Results, notRead: readonly NotRead[]): AddressedCatalog {
  const server = readServer(version, results.server);
  const reader = new Reader(version, server.user);
  for (const row of results.members) reader.addExtensionMember(text(row, 0), text(row, 1), text(row, 2));
  KINDS.forEach((kind, index) => {
    for (const row of results.byKind[index] ?? []) addObject(reader, kind, row);
  });
  addComments(reader, results.comments);
  const catalog: Catalog = {
    server,
    objects: reader.objects,
    dependencies: readDependencies(reader, results.dependencies),
    notCompared: notCompared(results.unmodelled, reader),
    leftOut: [],
    notRead: [...notRead, ...reader.unread],
  };
  return { catalog, idAt: (classid, objid, objsubid) => reader.own(classid, objid, objsubid) };
}

function readServer(version: number, rows: readonly Row[]): Server {
  const first = rows[0];
  if (first === undefined) throw new Error('the server lists no roles');
  return { version, database: text(first, 0), user: text(first, 1), roles: rows.map((row) => text(row, 2)) };
}

function addObject(reader: Reader, kind: Kind, row: Row): void {
  const oid = text(row, 0);
  if (reader.isExtensionMember(kind.catalog, oid)) return;
  const object = kind.read(row, reader);
  if (object !== null) reader.add(object, kind.catalog, oid, text(row, 1));
}

function addComments(reader: Reader, rows: readonly Row[]): void {
  for (const row of rows) {
    const id = reader.own(text(row, 0), text(row, 1), text(row, 2));
    const object = id === undefined ? undefined : reader.objects.get(id);
    if (object === undefined) continue;
    const comment = text(row, 3);
    reader.objects.set(object.id, { ...object, attributes: { ...object.attributes, comment } });
  }
}

/** pg_depend in terms of objects, without what parents and children owe each other. */
function readDependencies(reader: Reader, rows: readonly Row[]): Map<ObjectId, ObjectId[]> {
  const dependencies = new Map<ObjectId, ObjectId[]>();
  for (const row of rows) {
    const [objects, subs, references, referenceSubs] = [
      numbers(row, 2),
      numbers(row, 3),
      numbers(row, 4),
      numbers(row, 5),
    ];
    objects.forEach((oid, at) => {
      const from = reader.resolve(text(row, 0), oid, subs[at] ?? '');
      const to = reader.resolve(text(row, 1), references[at] ?? '', referenceSubs[at] ?? '');
      if (from === undefined || to === undefined || from === to || areFamily(reader, from, to)) return;
      const known = dependencies.get(from);
      if (known === undefined) dependencies.set(from, [to]);
      else if (!known.includes(to)) known.push(to);
    });
  }
  for (const on of dependencies.values()) on.sort();
  return dependencies;
}

/** `{16384,16385}` → its numbers, as texts. */
function numbers(row: Row, index: number): readonly string[] {
  return text(row, index).slice(1, -1).split(',');
}

function areFamily({ objects }: Reader, a: ObjectId, b: ObjectId): boolean {
  return objects.get(a)?.parents.includes(b) === true || objects.get(b)?.parents.includes(a) === true;
}

function isMissingPermission(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501';
}

/** Only when the one message was refused: each query by itself, to find out which are. */
async function readOneByOne(
  database: Database,
  queries: readonly string[],
  refused: (index: number, reason: string) => void,
): Promise<readonly (readonly Row[])[]> {
  // The refused message may have left its transaction open.
  await database.query(`ROLLBACK; ${BEGIN}`);
  const results: (readonly Row[])[] = [];
  for (const [index, query] of queries.entries()) {
    try {
      const rows = await database.query(`SAVEPOINT one; ${query}`);
      results.push(rows[1] ?? []);
    } catch (error) {
      if (!isMissingPermission(error)) throw error;
      await database.query('ROLLBACK TO SAVEPOINT one');
      refused(index, error instanceof Error ? error.message : String(error));
      results.push([]);
    }
  }
  await database.query('COMMIT');
  return results;
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
