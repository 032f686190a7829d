import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Catalog, Drift, Value } from '../engine/model';
import { narrow, type Scope } from '../engine/scope';
import { scopeOf } from '../environments/configuration';
import { scopeSchema } from '../environments/configuration-schema';
import type { EnvironmentKind } from '../environments/environment';
import { MigrationError } from './errors';

/** The state of a target that a migration was planned for. */
export interface PlannedFor {
  /** Of what the scope holds. */
  readonly fingerprint: string;
  readonly scope: Scope;
}

const BEGINNING = '-- schema-drift planned-for: ';

const lineSchema = z.object({ fingerprint: z.string().min(1), scope: scopeSchema });

/**
 * The comment line by which `readPlannedFor` finds the target's state again. There is none where a part could not be
 * read, which another time may be readable, and none for files, which are not what the migration will run on.
 */
export function plannedForLine(
  { source, target }: Drift,
  scope: Scope,
  targetKind: EnvironmentKind,
): string | undefined {
  const isFile = targetKind === 'sql' || targetKind === 'migrations';
  if (isFile || source.notRead.length > 0 || target.notRead.length > 0) return undefined;
  return `${BEGINNING}${JSON.stringify({ fingerprint: fingerprintOf(target.renames?.before ?? target), scope })}`;
}

/**
 * What a migration file says about the target it was planned for; null where it says nothing.
 * @throws MigrationError where that line was damaged
 */
export function readPlannedFor(sql: string): PlannedFor | null {
  const line = sql.split(/\r?\n/).find((each) => each.startsWith(BEGINNING));
  if (line === undefined) return null;
  let json: unknown;
  try {
    json = JSON.parse(line.slice(BEGINNING.length));
  } catch {
    json = null;
  }
  const parsed = lineSchema.safeParse(json);
  if (!parsed.success)
    throw new MigrationError(
      `The line "${BEGINNING.trim()}" is damaged, so it is not known which schema this migration was planned for. Nothing was run. Write the migration anew.`,
    );
  return { fingerprint: parsed.data.fingerprint, scope: scopeOf(parsed.data.scope) };
}

/** Whether a whole catalog is, within the scope, as it was when the migration was planned. */
export function isAsPlanned({ fingerprint, scope }: PlannedFor, catalog: Catalog): boolean {
  return fingerprintOf(narrow(catalog, scope)) === fingerprint;
}

/** The same for equal schemas, in whatever order and by whichever role they were read. */
function fingerprintOf({ objects }: Catalog): string {
  const hash = createHash('sha256');
  for (const id of [...objects.keys()].sort()) {
    hash.update(JSON.stringify([id, sorted(objects.get(id)?.attributes ?? null)]));
  }
  return `sha256:${hash.digest('hex')}`;
}

function sorted(value: Value): Value {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

function isList(value: Extract<Value, object>): value is readonly Value[] {
  return Array.isArray(value);
}
