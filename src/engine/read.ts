import type { Kind } from './kind';
import type { Attributes, Catalog, CatalogObject, NotRead, ObjectId, Server, Value } from './model';
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

const BEGIN = ['BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', "SET LOCAL search_path = ''", 'SET LOCAL jit = off'];

const SERVER_QUERY = `
  SELECT current_database(), current_user, r.rolname FROM pg_catalog.pg_roles r ORDER BY r.rolname`;

const SYSTEM_QUERY = 'SELECT c.system_identifier FROM pg_catalog.pg_control_system() c';

const MEMBERS_QUERY = `
  SELECT d.classid, d.objid, d.refobjid FROM pg_catalog.pg_depend d WHERE d.deptype = 'e'`;

const COMMENTS_QUERY = `
  SELECT d.classoid, d.objoid, d.objsubid, d.description FROM pg_catalog.pg_description d
  WHERE d.objoid >= ${FIRST_USER_OID} OR d.objoid = ${PUBLIC_SCHEMA_OID} AND d.classoid = ${SYSTEM_CATALOGS.pg_namespace}`;

const LABELS_QUERY = `
  SELECT l.classoid, l.objoid, l.objsubid, pg_catalog.json_object_agg(l.provider, l.label ORDER BY l.provider) FROM (
    SELECT s.classoid, s.objoid, s.objsubid, s.provider, s.label FROM pg_catalog.pg_seclabel s
    UNION ALL SELECT s.classoid, s.objoid, 0, s.provider, s.label FROM pg_catalog.pg_shseclabel s) l
  GROUP BY l.classoid, l.objoid, l.objsubid`;

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

/** One statement of the message, and what is done with its rows as they come. */
interface Part {
  /** For people who may not read it: the kind's name. */
  readonly about: string;
  readonly sql: string;
  readonly take: (row: Row) => void;
  /** True where the comparison is complete without it. */
  readonly dispensable?: true;
}

/** A catalog in the making: the rows of each part go into it and are not kept. */
interface Reading {
  readonly parts: readonly Part[];
  readonly finish: (notRead: readonly NotRead[]) => AddressedCatalog;
}

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
  const { parts, finish } = startReading(database.version);
  const message = [...BEGIN, ...parts.map(({ sql }) => sql), 'COMMIT'].join(';\n');
  try {
    await database.query(message, (statement, row) => parts[statement - BEGIN.length]?.take(row));
    return finish([]);
  } catch (error) {
    if (!isMissingPermission(error)) throw error;
    return readPartByPart(database);
  }
}

/** The same from inside a transaction, with what that has done so far. The transaction goes on. */
export async function readCatalogInTransaction(database: Database): Promise<Catalog> {
  const { parts, finish } = startReading(database.version);
  const before = ['SAVEPOINT reading', "SET LOCAL search_path = ''", 'SET LOCAL jit = off'];
  const message = [...before, ...parts.map(({ sql }) => sql), 'ROLLBACK TO SAVEPOINT reading'].join(';\n');
  await database.query(message, (statement, row) => parts[statement - before.length]?.take(row));
  return finish([]).catalog;
}

/** Members come before the objects, so that these can be told apart, and what is said about objects after them. */
function startReading(version: number): Reading {
  const reader = new Reader(version);
  const roles: Row[] = [];
  let system: string | undefined;
  const unmodelled: Row[] = [];
  const dependencies = new Map<ObjectId, ObjectId[]>();
  const parts: Part[] = [
    { about: 'role', sql: SERVER_QUERY, take: (row) => roles.push(row) },
    {
      about: 'system identifier',
      sql: SYSTEM_QUERY,
      take: (row) => {
        system = text(row, 0);
      },
      dispensable: true,
    },
    {
      about: 'extension member',
      sql: MEMBERS_QUERY,
      take: (row) => {
        reader.addExtensionMember(text(row, 0), text(row, 1), text(row, 2));
      },
    },
    ...KINDS.map((kind) => ({
      about: kind.name,
      sql: kind.query(version),
      take: (row: Row) => {
        addObject(reader, kind, row);
      },
    })),
    {
      about: 'comment',
      sql: COMMENTS_QUERY,
      take: (row) => {
        addFacet(reader, row, { comment: text(row, 3) });
      },
    },
    {
      about: 'security label',
      sql: LABELS_QUERY,
      take: (row) => {
        addFacet(reader, row, { security_labels: JSON.parse(text(row, 3)) as Value });
      },
    },
    {
      about: 'dependency',
      sql: DEPENDENCIES_QUERY,
      take: (row) => {
        addDependencies(reader, dependencies, row);
      },
    },
    { about: 'other kind', sql: UNMODELLED_QUERY, take: (row) => unmodelled.push(row) },
  ];
  const finish = (notRead: readonly NotRead[]): AddressedCatalog => {
    for (const on of dependencies.values()) on.sort();
    const catalog = {
      server: { ...readServer(version, roles), ...(system === undefined ? {} : { system }) },
      objects: reader.objects,
      dependencies,
      notCompared: notCompared(unmodelled, reader),
      leftOut: [],
      notRead: [...notRead, ...reader.unread],
    };
    return { catalog, idAt: (classid, objid, objsubid) => reader.own(classid, objid, objsubid) };
  };
  return { parts, finish };
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

/** What is said about an object by another catalog, which has the object's address in its first columns. */
function addFacet(reader: Reader, row: Row, facet: Attributes): void {
  const id = reader.own(text(row, 0), text(row, 1), text(row, 2));
  const object = id === undefined ? undefined : reader.objects.get(id);
  if (object === undefined) return;
  reader.objects.set(object.id, { ...object, attributes: { ...object.attributes, ...facet } });
}

/** pg_depend in terms of objects, without what parents and children owe each other. */
function addDependencies(reader: Reader, dependencies: Map<ObjectId, ObjectId[]>, row: Row): void {
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

/** `{16384,16385}` → its numbers, as texts. */
function numbers(row: Row, index: number): readonly string[] {
  return text(row, index).slice(1, -1).split(',');
}

function areFamily({ objects }: Reader, a: ObjectId, b: ObjectId): boolean {
  return objects.get(a)?.parents.includes(b) === true || objects.get(b)?.parents.includes(a) === true;
}

function isMissingPermission(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === '42501';
}

/** Only when the one message was refused: each query by itself, to find out which are. */
async function readPartByPart(database: Database): Promise<AddressedCatalog> {
  const { parts, finish } = startReading(database.version);
  const notRead: NotRead[] = [];
  // The refused message may have left its transaction open.
  await database.query(['ROLLBACK', ...BEGIN].join('; '));
  for (const { about, sql, take, dispensable } of parts) {
    try {
      const [, rows = []] = await database.query(`SAVEPOINT one; ${sql}`);
      rows.forEach(take);
    } catch (error) {
      if (!isMissingPermission(error)) throw error;
      await database.query('ROLLBACK TO SAVEPOINT one');
      if (dispensable === undefined) notRead.push({ kind: about, reason: error.message });
    }
  }
  await database.query('COMMIT');
  return finish(notRead);
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
