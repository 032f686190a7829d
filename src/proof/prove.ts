import { compare } from '../engine/compare';
import type { Catalog, CatalogObject, Difference, Drift, ObjectId, Plan, Step } from '../engine/model';
import { ident } from '../engine/quote';
import { readCatalog } from '../engine/read';
import { renderMigration } from '../engine/render/migration';
import { narrow, type Scope } from '../engine/scope';
import type { Connection } from '../environments/session';
import { applyStatements, prepareApplication } from '../migrations/apply';
import { MigrationError } from '../migrations/errors';
import { copySchema, type NotCopied } from './copy-schema';
import { countRows, unsaidLosses, type Loss } from './row-counts';
import { addSampleRows } from './sample-rows';
import type { Scratch } from './scratch';

/** A plan, and the two schemas between which it is, as they were read. */
export interface Claim {
  readonly drift: Drift;
  readonly plan: Plan;
  /** The differences that the plan is for; all of the drift when absent. */
  readonly chosen: ReadonlySet<ObjectId> | undefined;
  readonly scope: Scope;
  readonly source: Catalog;
  readonly target: Catalog;
}

/** What became of a plan on a copy of the target's schema. */
export interface Proof {
  readonly outcome: 'proved' | 'not proved';
  readonly where: string;
  /** Which statement failed, and what PostgreSQL said; null where all ran. */
  readonly failure: string | null;
  /** Differences that the plan should have made go, or that it made. */
  readonly left: readonly Difference[];
  readonly lost: readonly Loss[];
  /** How many tables that the plan touches held rows while it ran, and how many it touches. */
  readonly tables: { readonly filled: number; readonly touched: number };
  /** What the copy lacks: nothing is proved about that. */
  readonly notCopied: readonly NotCopied[];
}

/**
 * Runs a plan on a scratch copy of the target's schema, with sample rows in the tables that it touches, reads the
 * result and compares it with the source.
 * @param open makes an empty scratch database; all that it made are ended, whatever happens
 * @throws EnvironmentError where the scratch database cannot be had or used, or everything is cancelled
 */
export async function prove(claim: Claim, open: () => Promise<Scratch>, signal?: AbortSignal): Promise<Proof> {
  const touched = tablesOf(claim.plan.steps, claim);
  const tables = withReferenced(touched, claim.target);
  const risky = riskyTables(claim);
  let expected: Catalog | undefined;
  const attempt = async (filled: readonly CatalogObject[]): Promise<Proof> => {
    signal?.throwIfAborted();
    const scratch = await open();
    try {
      const notCopied = await copySchema(claim.target, scratch);
      expected ??= await asScratchWritesIt(claim, scratch, open);
      const found = await onCopy(claim, { touched, filled }, expected, scratch);
      // A statement that was cancelled is no failure of the plan.
      signal?.throwIfAborted();
      return { ...found, notCopied, where: scratch.where };
    } finally {
      await scratch.end();
    }
  };
  const proof = await attempt(tables);
  // Rows that are made up may break a new constraint, which says nothing about the plan.
  const mayBeRows = proof.failure !== null && tables.some(({ id }) => risky.has(id));
  return mayBeRows ? attempt(tables.filter(({ id }) => !risky.has(id))) : proof;
}

interface Tables {
  readonly touched: readonly CatalogObject[];
  /** Those that are given rows. */
  readonly filled: readonly CatalogObject[];
}

async function onCopy(
  claim: Claim,
  { touched, filled }: Tables,
  expected: Catalog,
  { connection, isPrivate }: Scratch,
): Promise<Omit<Proof, 'notCopied' | 'where'>> {
  const { drift, plan, target } = claim;
  await addSampleRows(filled, connection);
  const copy = await readCatalog(connection);
  const before = await countRows(touched, copy, connection);
  // What the plan creates belongs to whoever runs it.
  if (isPrivate) await connection.run(`SET SESSION AUTHORIZATION ${ident(target.server.user)}`);
  const failure = await failureOf(drift, plan, connection);
  const withRows = touched.filter(({ id }) => (before.get(id) ?? 0) > 0).length;
  const rows = { filled: withRows, touched: touched.length };
  if (failure !== null) return { outcome: 'not proved', failure, left: [], lost: [], tables: rows };
  const result = await readCatalog(connection);
  const left = leftOver(
    claim,
    compare(expected, narrow(copy, claim.scope)),
    compare(expected, narrow(result, claim.scope)),
  );
  const lost = unsaidLosses(before, await countRows(touched, result, connection), plan, target);
  const outcome = left.length === 0 && lost.length === 0 ? 'proved' : 'not proved';
  return { outcome, failure, left, lost, tables: rows };
}

/** The source; from another version of PostgreSQL it is copied as well, because versions write one thing differently. */
async function asScratchWritesIt(
  { drift, source, scope }: Claim,
  { connection }: Scratch,
  open: () => Promise<Scratch>,
): Promise<Catalog> {
  if (majorOf(source.server.version) === majorOf(connection.version)) return drift.source;
  const other = await open();
  try {
    await copySchema(source, other);
    return narrow(await readCatalog(other.connection), scope);
  } finally {
    await other.end();
  }
}

function majorOf(version: number): number {
  return Math.floor(version / 10_000);
}

async function failureOf(drift: Drift, plan: Plan, connection: Connection): Promise<string | null> {
  const names = { source: 'source', target: 'target', date: new Date(0), version: '' };
  try {
    for (const file of renderMigration(drift, plan, names)) {
      const running = applyStatements(await prepareApplication(file), connection);
      while ((await running.next()).done !== true);
    }
    return null;
  } catch (error) {
    if (error instanceof MigrationError) return error.message;
    throw error;
  }
}

/** What was there before the plan ran and is not its business does not count. */
function leftOver({ drift, plan, chosen }: Claim, before: Drift, after: Drift): readonly Difference[] {
  const known = new Set(before.differences.map(({ id }) => id));
  const business = new Set([
    ...(chosen ?? drift.differences.map(({ id }) => id)),
    ...plan.brought.map(({ object }) => object),
  ]);
  for (const id of plan.withheld?.differences ?? []) business.delete(id);
  return after.differences.filter(({ id }) => business.has(id) || !known.has(id));
}

/** Tables of the target that a step is about, or about something of. */
function tablesOf(
  steps: readonly Step[],
  { source, target }: Pick<Claim, 'source' | 'target'>,
): readonly CatalogObject[] {
  const tables = new Map<ObjectId, CatalogObject>();
  const visit = (id: ObjectId): void => {
    const object = target.objects.get(id) ?? source.objects.get(id);
    if (object?.kind !== 'table') object?.parents.forEach(visit);
    else if (target.objects.has(id)) tables.set(id, object);
  };
  for (const { object } of steps) visit(object);
  return [...tables.values()];
}

/** Tables with a step that says that it may fail on rows. */
function riskyTables(claim: Claim): ReadonlySet<ObjectId> {
  const risky = claim.plan.steps.filter(({ hazards }) =>
    hazards.some(({ code }) => code === 'MAY_FAIL_ON_EXISTING_ROWS'),
  );
  return new Set(tablesOf(risky, claim).map(({ id }) => id));
}

/** The tables, and those that their foreign keys refer to. */
function withReferenced(tables: readonly CatalogObject[], target: Catalog): readonly CatalogObject[] {
  const references = new Map<ObjectId, ObjectId[]>();
  for (const [id, on] of target.dependencies) {
    const object = target.objects.get(id);
    const table = object?.attributes.type === 'foreign_key' ? object.parents[0] : undefined;
    if (table === undefined) continue;
    const others = on.flatMap((each) => target.objects.get(each)?.parents.slice(0, 1) ?? []);
    references.set(table, [...(references.get(table) ?? []), ...others]);
  }
  const all = new Map(tables.map((table) => [table.id, table]));
  for (const id of all.keys()) {
    for (const other of references.get(id) ?? []) {
      const table = target.objects.get(other);
      if (table?.kind === 'table') all.set(other, table);
    }
  }
  return [...all.values()];
}
