import type { ObjectId } from '../../engine/model';
import { KINDS } from '../../engine/registry';
import { objectId } from '../../engine/reader';

/** What PostgreSQL calls a kind of object where it reports a drop, where that is not its name here. */
const NAMES: Readonly<Record<string, string>> = {
  'table column': 'column',
  'view column': 'column',
  'materialized view column': 'column',
  'foreign table column': 'column',
  'composite type column': 'column',
  'table constraint': 'constraint',
  'domain constraint': 'constraint',
  'default value': 'default',
};

const KNOWN: ReadonlySet<string> = new Set(KINDS.map(({ name }) => name));

/**
 * The identity of a dropped object, which no catalog has any more.
 * @param type what pg_event_trigger_dropped_objects calls its kind, with the names and arguments that it gives
 * @returns null for what is no object of its own, such as a table's row type
 */
export function droppedId(type: string, names: readonly string[], args: readonly string[]): ObjectId | null {
  const kind = NAMES[type] ?? type.replaceAll(' ', '_');
  if (!KNOWN.has(kind)) return null;
  const isRoutine = kind === 'function' || kind === 'procedure' || kind === 'aggregate';
  return objectId(kind, names, isRoutine ? args.map((arg) => arg.replace(/^pg_catalog\./, '')).join(', ') : undefined);
}
