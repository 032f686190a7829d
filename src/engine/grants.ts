import type { Attributes, Value } from './model';

/** Who may do what, where it differs from PostgreSQL's default for the kind: grantee → privileges; `*` means WITH GRANT OPTION. */
export type Grants = Readonly<Record<string, readonly string[]>>;

/** The keys that stand for no role of their own. */
export const PUBLIC = 'PUBLIC';
export const OWNER = 'OWNER';

/** https://www.postgresql.org/docs/current/ddl-priv.html, table 5.1. */
const PRIVILEGES: Readonly<Record<string, string>> = {
  r: 'SELECT',
  w: 'UPDATE',
  a: 'INSERT',
  d: 'DELETE',
  D: 'TRUNCATE',
  x: 'REFERENCES',
  t: 'TRIGGER',
  X: 'EXECUTE',
  U: 'USAGE',
  C: 'CREATE',
  c: 'CONNECT',
  T: 'TEMPORARY',
  s: 'SET',
  A: 'ALTER SYSTEM',
  m: 'MAINTAIN',
};

const NO_GRANTS: Grants = Object.freeze({});

/** Most ACLs are those of many objects: what was read of one is kept, up to so many. */
const alreadyRead = new Map<string, Grants>();
const KEPT = 1000;

/** SQL for an ACL and, beside one, what it would be by default: two columns, as `readGrants` wants them. */
export function aclSql(acl: string, kind: string, owner: string): string {
  return `${acl}, CASE WHEN ${acl} IS NOT NULL THEN pg_catalog.acldefault('${kind}', ${owner}) END`;
}

/**
 * The grants of an object that differ from the default, so that servers of different versions (MAINTAIN came with 17)
 * and a missing ACL compare equal.
 * @param acl aclitem[] as text, or null for the default
 * @param fallback acldefault(…) as text, of which nothing need be known without an ACL
 */
export function readGrants(acl: string | null | undefined, fallback: string | null | undefined, owner: string): Grants {
  if (acl == null) return NO_GRANTS;
  const key = JSON.stringify([acl, fallback, owner]);
  const known = alreadyRead.get(key);
  if (known !== undefined) return known;
  const grants = grantsBeyond(parseAcl(fallback ?? '{}', owner), parseAcl(acl, owner));
  if (alreadyRead.size >= KEPT) alreadyRead.clear();
  alreadyRead.set(key, grants);
  return grants;
}

function grantsBeyond(
  usual: ReadonlyMap<string, readonly string[]>,
  actual: ReadonlyMap<string, readonly string[]>,
): Grants {
  const all = usual.get(OWNER) ?? [];
  const grants: Record<string, readonly string[]> = {};
  for (const grantee of [...new Set([...actual.keys(), ...usual.keys()])].sort()) {
    const has = actual.get(grantee) ?? [];
    if (has.join() !== (usual.get(grantee) ?? []).join()) grants[grantee] = abbreviate(has, all);
  }
  return grants;
}

/**
 * The grants of an ACL that comes on top of another one, all of them.
 * @param fallback acldefault(…) as text, which says what ALL is
 */
export function readAddedGrants(acl: string, fallback: string, owner: string): Grants {
  const all = parseAcl(fallback, owner).get(OWNER) ?? [];
  return Object.fromEntries([...parseAcl(acl, owner)].map(([grantee, has]) => [grantee, abbreviate(has, all)]));
}

/** Two lists of privileges for one grantee, taken together. */
export function togetherWith(has: readonly string[], added: readonly string[]): readonly string[] {
  const both = [...new Set([...has, ...added])].sort();
  if (both.includes('ALL*')) return ['ALL*'];
  return both.includes('ALL') ? both.filter((each) => each === 'ALL' || each.endsWith('*')) : both;
}

/** Every privilege of the kind is ALL: the list itself grows from version to version. */
function abbreviate(has: readonly string[], all: readonly string[]): readonly string[] {
  if (all.length === 0) return has;
  if (has.join() === all.join()) return ['ALL'];
  if (has.join() === all.map((privilege) => `${privilege}*`).join()) return ['ALL*'];
  return has;
}

/** aclitem[] as text → grantee → privileges, several grantors taken together. */
export function parseAcl(acl: string, owner: string): Map<string, string[]> {
  const merged = new Map<string, Set<string>>();
  for (const item of arrayItems(acl)) {
    const [role, rest] = splitRole(item);
    const grantee = role === '' ? PUBLIC : role === owner ? OWNER : role;
    const privileges = merged.get(grantee) ?? new Set();
    for (const [, letter, star] of rest.slice(0, rest.lastIndexOf('/')).matchAll(/([a-zA-Z])(\*?)/g)) {
      const name = PRIVILEGES[letter ?? ''];
      if (name === undefined) continue;
      if (star) privileges.delete(name);
      if (star || !privileges.has(`${name}*`)) privileges.add(`${name}${star ?? ''}`);
    }
    merged.set(grantee, privileges);
  }
  return new Map([...merged].map(([grantee, privileges]) => [grantee, [...privileges].sort()]));
}

/** `"strange role"=rw/x` → role and the rest behind the equals sign. */
function splitRole(item: string): [string, string] {
  if (!item.startsWith('"')) {
    const at = item.indexOf('=');
    return [item.slice(0, at), item.slice(at + 1)];
  }
  const quoted = /^"((?:[^"]|"")*)"=(.*)$/s.exec(item);
  return [(quoted?.[1] ?? '').replaceAll('""', '"'), quoted?.[2] ?? ''];
}

/** The items of a one-dimensional text array as PostgreSQL writes it. */
export function arrayItems(array: string): string[] {
  const items: string[] = [];
  for (const match of array.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs)) {
    items.push(match[1] === undefined ? (match[2] ?? '') : match[1].replace(/\\(.)/gs, '$1'));
  }
  return items;
}

/** MAINTAIN came with 17: beside an older server a list of privileges is compared without it. */
export function grantsKnownTo(version: number, grants: Value): Value {
  if (version >= 170000 || grants === null || typeof grants !== 'object') return grants;
  return Object.fromEntries(
    Object.entries(grants).map(([grantee, list]: [string, Value]) => [
      grantee,
      Array.isArray(list) ? list.filter((each) => typeof each !== 'string' || !/^MAINTAIN\*?$/.test(each)) : list,
    ]),
  );
}

/** The `grants` attribute of an object. */
export function grantsOf(attributes: Attributes): Grants {
  const grants: Value | undefined = attributes.grants;
  return (grants ?? {}) as Grants;
}
