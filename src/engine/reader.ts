import type { CatalogObject, KindName, NotRead, ObjectId } from './model';
import type { Twins } from './twins';
import { SYSTEM_CATALOGS, type SystemCatalog } from './system-catalogs';

/** One row of a result, every value as PostgreSQL's text or null. */
export type Row = readonly (string | null)[];

/** Hears each row as it comes, with the number of its statement, from 0. */
export type OnRow = (statement: number, row: Row) => void;

/**
 * Runs one message of SQL, of one or more statements, and gives the rows of each statement. With `onRow` they are told
 * one by one instead, and not kept.
 */
export type Query = (sql: string, onRow?: OnRow) => Promise<readonly (readonly Row[])[]>;

/** An identity's text for one part of a name; quoted only where it could be misread. */
export function idPart(name: string): string {
  return /^[\w$]+$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/**
 * The stable identity of an object: `kind:schema.name`, `kind:schema.table.name`.
 * @param signature what tells overloads apart, such as a function's argument types
 */
export function objectId(kind: string, names: readonly string[], signature?: string): ObjectId {
  return inOnePiece(kind, ':', names.map(idPart).join('.'), signature === undefined ? '' : `(${signature})`);
}

/** The identity of a role. Roles are objects of a catalog only where the scope asks for them. */
export function roleId(name: string): ObjectId {
  return objectId('role', [name]);
}

/** The identity of an object inside another: a column of a table, a trigger on a view. */
export function childId(kind: string, parent: ObjectId, name: string): ObjectId {
  return inOnePiece(kind, parent.slice(parent.indexOf(':')), '.', idPart(name));
}

/** What V8 makes of + or a template keeps all its pieces: up to three times the memory, and slow to compare. */
export function inOnePiece(...pieces: readonly string[]): string {
  return pieces.join('');
}

/** A value of a row that PostgreSQL never leaves null. */
export function text(row: Row, index: number): string {
  const value = row[index];
  if (value == null)
    throw new Error(`column ${index + 1} of a catalog row is unexpectedly null: ${JSON.stringify(row)}`);
  return value;
}

/** A boolean of a row: PostgreSQL writes `t` and `f`. */
export function flag(row: Row, index: number): boolean {
  return row[index] === 't';
}

/** Remembers which row of which system catalog is which object, while a catalog is read. */
export class Reader {
  readonly objects = new Map<ObjectId, CatalogObject>();
  #own = new AddressMap<ObjectId>();
  #aliases = new AddressMap<ObjectId>();
  /** From a member to its extension's oid. */
  readonly #extensionMembers = new AddressMap<string>();
  readonly #unread = new Map<string, NotRead>();
  readonly #once: ((object: CatalogObject) => CatalogObject) | undefined;

  /** @param twins where another database is read beside this one */
  constructor(
    readonly version: number,
    twins?: Twins,
  ) {
    this.#once = twins?.beside(this.objects);
  }

  /** Takes over what another one knows, which is of no use from then on; but not which objects are of extensions. */
  takeOver(before: Reader): void {
    for (const [id, object] of before.objects) this.objects.set(id, object);
    for (const [key, unread] of before.#unread) this.#unread.set(key, unread);
    this.#own = before.#own;
    this.#aliases = before.#aliases;
  }

  /** Adds an object under its own address. */
  add(object: CatalogObject, catalog: SystemCatalog, oid: string, sub: string): void {
    const once = this.#once?.(object) ?? object;
    this.objects.set(once.id, once);
    this.#own.set(SYSTEM_CATALOGS[catalog], oid, sub, once.id);
  }

  /** Lets another row stand for an object: a view's rule, a table's row type, a constraint's index. */
  alias(catalog: SystemCatalog, oid: string | null | undefined, id: ObjectId): void {
    if (oid && oid !== '0') this.#aliases.set(SYSTEM_CATALOGS[catalog], oid, '0', id);
  }

  /** Marks a row as made by an extension: it is not compared, and what depends on it depends on the extension. */
  addExtensionMember(catalogOid: string, oid: string, extensionOid: string): void {
    this.#extensionMembers.set(catalogOid, oid, '0', extensionOid);
  }

  isExtensionMember(catalogOid: string, oid: string): boolean {
    return this.#extensionMembers.get(catalogOid, oid, '0') !== undefined;
  }

  /** Forgets the objects of one class that have these oids. Out: what they were. */
  forget(catalogOid: string, oids: ReadonlySet<number>): readonly ObjectId[] {
    const gone = this.#own.deleteAll(catalogOid, oids);
    for (const id of gone) this.objects.delete(id);
    return gone;
  }

  /** The objects that have, or that rows of these oids stand for. */
  around(catalogOid: string, oids: ReadonlySet<number>): readonly ObjectId[] {
    return [...this.#own.valuesOf(catalogOid, oids), ...this.#aliases.valuesOf(catalogOid, oids)];
  }

  /** Where these objects have their own rows. */
  addressesOf(ids: ReadonlySet<ObjectId>): ReadonlyMap<ObjectId, readonly Address[]> {
    return this.#own.addressesOf(ids);
  }

  /** Notes that the role may not see something that this kind compares; each reason is said once. */
  noteUnread(kind: KindName, reason: string): void {
    this.#unread.set(`${kind} ${reason}`, { kind, reason });
  }

  get unread(): readonly NotRead[] {
    return [...this.#unread.values()];
  }

  /** The object that a row is, or stands for. */
  find(catalog: SystemCatalog, oid: string | null | undefined, sub = '0'): CatalogObject | undefined {
    if (!oid) return undefined;
    const id = this.#idOf(SYSTEM_CATALOGS[catalog], oid, sub);
    return id === undefined ? undefined : this.objects.get(id);
  }

  /**
   * Which object an address of pg_depend means, for the addresses of one class; a part that is no object of its own means
   * the whole.
   */
  resolver(catalogOid: string): (oid: number, sub: number) => ObjectId | undefined {
    const own = this.#own.of(catalogOid);
    const aliases = this.#aliases.of(catalogOid);
    const members = this.#extensionMembers.of(catalogOid);
    return (oid, sub) => {
      const extension = members.get(oid, 0);
      if (extension !== undefined) return this.#own.get(SYSTEM_CATALOGS.pg_extension, extension, '0');
      return own.get(oid, sub) ?? aliases.get(oid, sub) ?? own.get(oid, 0) ?? aliases.get(oid, 0);
    };
  }

  /** The object whose own row this is, for comments and labels. */
  own(catalogOid: string, oid: string, sub: string): ObjectId | undefined {
    return this.#own.get(catalogOid, oid, sub);
  }

  #idOf(catalogOid: string, oid: string, sub: string): ObjectId | undefined {
    return this.#own.get(catalogOid, oid, sub) ?? this.#aliases.get(catalogOid, oid, sub);
  }
}

/** A row: the oid of its system catalog, and its own. */
export type Address = readonly [classid: string, oid: string | number];

/** Values by the address of a row in one system catalog; what is a part of that row, a column, is in a list of the row's. */
class Addresses<T> {
  readonly #whole = new Map<number, T>();
  readonly #parts = new Map<number, (T | undefined)[]>();

  set(oid: number, sub: number, value: T): void {
    if (sub === 0) {
      this.#whole.set(oid, value);
      return;
    }
    const parts = this.#parts.get(oid) ?? [];
    parts[sub] = value;
    this.#parts.set(oid, parts);
  }

  get(oid: number, sub: number): T | undefined {
    return sub === 0 ? this.#whole.get(oid) : this.#parts.get(oid)?.[sub];
  }

  /** The values of that row and of its parts. */
  allOf(oid: number): readonly T[] {
    return [this.#whole.get(oid), ...(this.#parts.get(oid) ?? [])].filter((value) => value !== undefined);
  }

  delete(oid: number): void {
    this.#whole.delete(oid);
    this.#parts.delete(oid);
  }

  *[Symbol.iterator](): Iterator<readonly [oid: number, value: T]> {
    yield* this.#whole;
    for (const [oid, parts] of this.#parts) for (const value of parts) if (value !== undefined) yield [oid, value];
  }
}

/** The same for all system catalogs. */
class AddressMap<T> {
  readonly #byCatalog = new Map<string, Addresses<T>>();

  set(catalogOid: string, oid: string, sub: string, value: T): void {
    this.of(catalogOid).set(Number(oid), Number(sub), value);
  }

  get(catalogOid: string, oid: string, sub: string): T | undefined {
    return this.of(catalogOid).get(Number(oid), Number(sub));
  }

  of(catalogOid: string): Addresses<T> {
    const known = this.#byCatalog.get(catalogOid);
    if (known !== undefined) return known;
    const addresses = new Addresses<T>();
    this.#byCatalog.set(catalogOid, addresses);
    return addresses;
  }

  /** The values of these oids, whatever their sub-id. */
  valuesOf(catalogOid: string, oids: ReadonlySet<number>): readonly T[] {
    const addresses = this.of(catalogOid);
    return [...oids].flatMap((oid) => addresses.allOf(oid));
  }

  /** The same, and they are gone. */
  deleteAll(catalogOid: string, oids: ReadonlySet<number>): readonly T[] {
    const gone = this.valuesOf(catalogOid, oids);
    for (const oid of oids) this.of(catalogOid).delete(oid);
    return gone;
  }

  addressesOf(wanted: ReadonlySet<T>): ReadonlyMap<T, readonly Address[]> {
    const found = new Map<T, Address[]>();
    for (const [classid, addresses] of this.#byCatalog)
      for (const [oid, value] of addresses)
        if (wanted.has(value)) found.set(value, [...(found.get(value) ?? []), [classid, oid]]);
    return found;
  }
}
