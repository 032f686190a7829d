import type { PlanContext } from './kind';
import type { Catalog, CatalogObject, Hazard, HazardCode, ObjectId } from './model';
import { roleId } from './reader';

/** A hazard of one object. The message is a short sentence for people, without the object's name. */
export function hazard(code: HazardCode, object: ObjectId, message: string): Hazard {
  return { code, object, message };
}

/** What to say where a step needs a role that the target lacks and the plan does not make. */
export function missingRoleHazards(role: string, object: ObjectId, { target, goal }: PlanContext): readonly Hazard[] {
  if (target.server.roles.includes(role) || goal.objects.has(roleId(role))) return [];
  return [hazard('NEEDS_PERSON', object, `the role ${role} does not exist on the target`)];
}

/** A hazard for the rows or users of a relation; it is none where the plan has only just made that relation. */
export function hazardFor(
  relation: ObjectId | undefined,
  code: HazardCode,
  object: ObjectId,
  message: string,
): readonly Hazard[] {
  return relation === undefined ? [] : [{ code, object, message, relation }];
}

/** Nobody can read or write the relation until the transaction ends. */
export function locksOut(relation: ObjectId | undefined, object: ObjectId): readonly Hazard[] {
  if (relation === undefined) return [];
  const message = `nobody can read or write ${nameOf(relation)} meanwhile`;
  return hazardFor(relation, 'ACCESS_EXCLUSIVE_LOCK', object, message);
}

/** Nobody can read or write the table that the object is a part of until the transaction ends. */
export function locksTableOf({ id, parents: [table] }: CatalogObject): readonly Hazard[] {
  return locksOut(table, id);
}

/** Nobody can write to the relation until the transaction ends. */
export function locksOutWriters(
  relation: ObjectId | undefined,
  object: ObjectId,
  code: 'SHARE_LOCK' | 'SHARE_ROW_EXCLUSIVE_LOCK',
): readonly Hazard[] {
  if (relation === undefined) return [];
  return hazardFor(relation, code, object, `nobody can write to ${nameOf(relation)} meanwhile`);
}

/** Every row of the relation is read. */
export function scans(relation: ObjectId | undefined, object: ObjectId): readonly Hazard[] {
  if (relation === undefined) return [];
  return hazardFor(relation, 'SCANS_TABLE', object, `checks every row of ${nameOf(relation)}`);
}

function nameOf(id: ObjectId): string {
  return id.slice(id.indexOf(':') + 1);
}

const LOCKS: readonly HazardCode[] = ['SHARE_LOCK', 'SHARE_ROW_EXCLUSIVE_LOCK', 'ACCESS_EXCLUSIVE_LOCK'];

/** Hazards that grow with the relation. */
const GROWING: ReadonlySet<HazardCode> = new Set([
  ...LOCKS,
  'DELETES_DATA',
  'REWRITES_TABLE',
  'SCANS_TABLE',
  'BUILDS_INDEX',
]);

/**
 * The hazards of one step as people see them: each once, of several locks on one relation the strongest, without those
 * for relations that hold nothing yet, and with the size of the others.
 * @param target the catalog before the plan runs; a relation with rows says their number and size in its facts
 * @param isNew whether the plan has made this relation by then
 */
export function settledHazards(
  hazards: readonly Hazard[],
  target: Catalog,
  isNew: (relation: ObjectId) => boolean,
): readonly Hazard[] {
  const settled = new Map<string, Hazard>();
  const strongest = new Map<ObjectId, number>();
  for (const { code, relation } of hazards) {
    if (relation !== undefined) strongest.set(relation, Math.max(strongest.get(relation) ?? -1, LOCKS.indexOf(code)));
  }
  for (const each of hazards) {
    const { code, object, message, relation } = each;
    const key = [code, object, message, relation].join('\n');
    if (relation === undefined) {
      settled.set(key, each);
      continue;
    }
    const facts = target.objects.get(relation)?.facts;
    if (isNew(relation) || typeof facts?.rows !== 'number') continue;
    if (LOCKS.includes(code) && LOCKS.indexOf(code) < (strongest.get(relation) ?? -1)) continue;
    const isKnown = GROWING.has(code) && facts.rows >= 0 && typeof facts.bytes === 'number';
    settled.set(key, isKnown ? { ...each, rows: facts.rows, bytes: Number(facts.bytes) } : each);
  }
  return [...settled.values()];
}

/** A hazard's message for people, with the relation's estimated size: `… meanwhile (about 1.2 million rows, 340 MB)`. */
export function hazardText({ message, rows, bytes }: Hazard): string {
  if (rows === undefined || bytes === undefined) return message;
  const count = new Intl.NumberFormat('en', {
    notation: 'compact',
    compactDisplay: 'long',
    maximumSignificantDigits: 2,
  }).format(rows);
  return `${message} (about ${count} ${rows === 1 ? 'row' : 'rows'}, ${sizeText(bytes)})`;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** In steps of 1024, as pg_size_pretty has them. */
function sizeText(bytes: number): string {
  const step = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  const amount = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(bytes / 1024 ** step);
  return `${amount} ${UNITS[step] ?? ''}`;
}
