import { eachOnce } from './each-once';
import type { Kind } from './kind';
import { withDependencies } from './late-dependencies';
import type { Attributes, Catalog, NotRead, ObjectId, Server, Value } from './model';
import { text, type Reader, type Row } from './reader';
import { KINDS } from './registry';
import { FIRST_USER_OID, ownRows, PUBLIC_SCHEMA_OID, SYSTEM_CATALOGS, type SystemCatalog } from './system-catalogs';
import { notCompared, UNMODELLED_QUERY } from './unmodelled';

const SERVER_QUERY = `
  SELECT current_database(), current_user, r.rolname FROM pg_catalog.pg_roles r ORDER BY r.rolname`;

const SYSTEM_QUERY = 'SELECT c.system_identifier FROM pg_catalog.pg_control_system() c';

const MEMBERS_QUERY = `
  SELECT d.classid, d.objid, d.refobjid FROM pg_catalog.pg_depend d
  WHERE d.refclassid = ${SYSTEM_CATALOGS.pg_extension} AND d.deptype = 'e'`;

const COMMENTS_QUERY = `
  SELECT d.classoid, d.objoid, d.objsubid, d.description FROM pg_catalog.pg_description d
  WHERE d.objoid >= ${FIRST_USER_OID} OR d.objoid = ${PUBLIC_SCHEMA_OID} AND d.classoid = ${SYSTEM_CATALOGS.pg_namespace}`;

const SOME_LABEL = `(
    SELECT FROM pg_catalog.pg_seclabel UNION ALL SELECT FROM pg_catalog.pg_shseclabel) l`;

const LABELS_QUERY = `
  SELECT l.classoid, l.objoid, l.objsubid, pg_catalog.json_object_agg(l.provider, l.label ORDER BY l.provider) FROM (
    SELECT s.classoid, s.objoid, s.objsubid, s.provider, s.label FROM pg_catalog.pg_seclabel s
    UNION ALL SELECT s.classoid, s.objoid, 0, s.provider, s.label FROM pg_catalog.pg_shseclabel s) l
  GROUP BY l.classoid, l.objoid, l.objsubid`;

/**
 * One row for each pair of catalogs, the addresses as arrays: a fifth of the bytes of one row for each dependency.
 * What depends internally is a part of what it depends on.
 * @param depend pg_depend, or rows of it
 */
export function dependenciesQuery(depend = 'pg_catalog.pg_depend'): string {
  return `
  SELECT d.classid, d.refclassid, pg_catalog.array_agg(d.objid), pg_catalog.array_agg(d.objsubid),
    pg_catalog.array_agg(d.refobjid), pg_catalog.array_agg(d.refobjsubid)
  FROM ${depend} d
  WHERE d.objid >= ${FIRST_USER_OID} AND (d.refobjid >= ${FIRST_USER_OID} OR d.refobjid = ${PUBLIC_SCHEMA_OID})
    AND d.deptype NOT IN ('e', 'i')
  GROUP BY d.classid, d.refclassid`;
}

/** One statement of a message, and what is done with its rows as they come. */
export interface Part {
  readonly sql: string;
  readonly take: (row: Row) => void;
}

/** One that reads a part of a catalog. */
export interface CatalogPart extends Part {
  /** For people who may not read it: the kind's name. */
  readonly about: string;
  /** True where the comparison is complete without it. */
  readonly dispensable?: true;
  /** Where each row begins with the oid of an object: the catalog that has it. */
  readonly ofObjectsIn?: SystemCatalog;
  /** Without a row of this, as FROM has it, there is nothing to read. */
  readonly seldom?: string | undefined;
}

/** What is read of a schema, where that is not all of it. */
export interface Concerned {
  /** Rows of pg_depend, as FROM has them. */
  readonly dependencies: string;
  /** SQL for the oids of a catalog. */
  readonly oidsIn: (catalog: SystemCatalog) => string;
}

/** A catalog in the making: the rows of each part go into it and are not kept. */
export interface Reading {
  readonly parts: readonly CatalogPart[];
  readonly finish: (notRead: readonly NotRead[]) => Catalog;
}

/**
 * Members come before the objects, so that these can be told apart, and what is said about objects after them.
 * @param reader has the objects that are known already
 * @param knownDependencies theirs
 */
export function startReading(
  reader: Reader,
  knownDependencies: ReadonlyMap<ObjectId, readonly ObjectId[]> = new Map(),
  concerned?: Concerned,
): Reading {
  const { version } = reader;
  const roles: Row[] = [];
  let system: string | undefined;
  const unmodelled: Row[] = [];
  const dependencies: Row[] = [];
  const parts: CatalogPart[] = [
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
      ofObjectsIn: kind.catalog,
      seldom: kind.seldom === true ? ownRows(kind.catalog) : kind.seldom,
      sql: kind.query(version, concerned?.oidsIn(kind.catalog)),
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
      seldom: SOME_LABEL,
      take: (row) => {
        addFacet(reader, row, { security_labels: JSON.parse(text(row, 3)) as Value });
      },
    },
    {
      about: 'dependency',
      sql: dependenciesQuery(concerned?.dependencies),
      take: (row) => dependencies.push(row),
    },
    { about: 'other kind', sql: UNMODELLED_QUERY, take: (row) => unmodelled.push(row) },
  ];
  const finish = (notRead: readonly NotRead[]): Catalog => {
    return withDependencies(
      {
        server: { ...readServer(version, roles), ...(system === undefined ? {} : { system }) },
        objects: reader.objects,
        notCompared: notCompared(unmodelled, reader),
        leftOut: [],
        notRead: [...notRead, ...reader.unread],
      },
      () => resolveDependencies(reader, knownDependencies, dependencies),
    );
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
  if (reader.isExtensionMember(SYSTEM_CATALOGS[kind.catalog], oid)) return;
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
function resolveDependencies(
  reader: Reader,
  known: ReadonlyMap<ObjectId, readonly ObjectId[]>,
  rows: readonly Row[],
): ReadonlyMap<ObjectId, readonly ObjectId[]> {
  const added = new Map<ObjectId, ObjectId[]>();
  for (const row of rows) {
    const [fromOf, toOf] = [reader.resolver(text(row, 0)), reader.resolver(text(row, 1))];
    const [objects, subs, references, referenceSubs] = [2, 3, 4, 5].map((index) => numbers(row, index));
    objects?.forEach((oid, at) => {
      const from = fromOf(oid, subs?.[at] ?? 0);
      const to = toOf(references?.[at] ?? 0, referenceSubs?.[at] ?? 0);
      if (from === undefined || to === undefined || from === to || areFamily(reader, from, to)) return;
      const on = added.get(from);
      if (on === undefined) added.set(from, [...(known.get(from) ?? []), to]);
      else on.push(to);
    });
  }
  const dependencies = new Map(known);
  for (const [id, on] of added) dependencies.set(id, eachOnce(on));
  return dependencies;
}

/** `{16384,16385}` → its numbers. */
function numbers(row: Row, index: number): readonly number[] {
  return JSON.parse(`[${text(row, index).slice(1, -1)}]`) as number[];
}

function areFamily({ objects }: Reader, a: ObjectId, b: ObjectId): boolean {
  return objects.get(a)?.parents.includes(b) === true || objects.get(b)?.parents.includes(a) === true;
}
