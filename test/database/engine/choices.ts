import { compare } from '../../../src/engine/compare';
import type { Catalog, Drift, ObjectId, Plan } from '../../../src/engine/model';
import { plan } from '../../../src/engine/plan';
import { PlanRefused } from '../../../src/engine/plan-refused';
import { readCatalog } from '../../../src/engine/read';
import { inheritWhatWasOwn } from '../../corpus/known-limits';
import { failsAsSaid, type Problem } from '../../corpus/round-trip';
import type { PostgresServer } from '../../support/database-server';
import { randomNumbers } from '../../support/random';
import { OpenDatabases, type OpenDatabase } from './open-databases';
import { textOf } from './script';

/** Besides each difference alone, so many random choices of some. */
const CHOICES_OF_SOME = 4;

/**
 * Plans choices of the differences between two schemas: each runs or is refused, and leaves the others.
 * Errors: when a schema can't be loaded or read.
 */
export async function tryChoices(targetSql: string, sourceSql: string, server: PostgresServer): Promise<Problem> {
  const databases = new OpenDatabases();
  try {
    const source = await (await databases.open(server, sourceSql)).catalog();
    const target = await databases.open(server, targetSql);
    const drift = compare(source, await target.catalog());
    const again = (): Promise<OpenDatabase> => databases.open(server, targetSql);
    for (const choice of choicesOf(drift)) {
      const problem = await outcomeOf(choice, drift, target, again);
      if (problem !== null) return `${choice.join(', ')} alone ${problem}`;
    }
    return null;
  } finally {
    await databases.close();
  }
}

/** Each difference alone, and some at random: the same with each run. */
function choicesOf({ differences }: Drift): readonly (readonly ObjectId[])[] {
  const ids = differences.map(({ id }) => id);
  const random = randomNumbers(ids.length);
  const some = Array.from({ length: ids.length > 2 ? CHOICES_OF_SOME : 0 }, () => ids.filter(() => random() < 0.4));
  return [...ids.map((id) => [id]), ...some.filter(({ length }) => length > 1)];
}

/** @param again makes another database that is as the target */
async function outcomeOf(
  choice: readonly ObjectId[],
  drift: Drift,
  target: OpenDatabase,
  again: () => Promise<OpenDatabase>,
): Promise<Problem> {
  let decided: Plan;
  try {
    decided = plan(drift, { chosen: new Set(choice) });
  } catch (error) {
    if (!(error instanceof PlanRefused)) return `can't be planned: ${String(error)}`;
    return /choose that as well|circle/.test(error.message) ? null : `is refused without a reason: ${error.message}`;
  }
  const script = textOf(drift, decided);
  try {
    const problem = leaves(choice, drift, decided, await after(drift, decided, script, target, again));
    return problem === null ? null : `${problem}\n${script}`;
  } catch (error) {
    if (failsAsSaid(error, decided.steps)) return null;
    return `fails: ${String(error)}\n${script}`;
  }
}

/** The target as it is after the plan; what can be rolled back leaves the database as it was. */
async function after(
  drift: Drift,
  decided: Plan,
  script: string,
  target: OpenDatabase,
  again: () => Promise<OpenDatabase>,
): Promise<Catalog> {
  if (!decided.steps.some(({ commitAfter }) => commitAfter))
    return rolledBack(target, script + inheritWhatWasOwn(drift));
  const fresh = await again();
  await fresh.run(script);
  return fresh.catalog();
}

/** Runs a script of one transaction, reads what became of the schema, and takes all of it back. */
async function rolledBack({ connection }: OpenDatabase, script: string): Promise<Catalog> {
  try {
    await connection.query(script.replace(/^COMMIT;$/m, ''));
    return await readCatalog({
      version: connection.version,
      // Within the transaction that is open.
      query: (sql, onRow) => connection.query(sql.replace(/^BEGIN[^;]*/, 'SELECT').replace(/COMMIT$/, 'SELECT'), onRow),
    });
  } finally {
    await connection.query('ROLLBACK');
  }
}

function leaves(choice: readonly ObjectId[], drift: Drift, { brought }: Plan, catalog: Catalog): Problem {
  const done = new Set([...choice, ...brought.map(({ object }) => object)]);
  const left = compare(drift.source, catalog)
    .differences.map(({ id }) => id)
    .filter((id) => done.has(id));
  if (left.length > 0) return `leaves a difference: ${left.join(', ')}`;
  for (const { id, includes } of drift.differences) if (done.has(id)) for (const each of includes) done.add(each);
  // A column that a table no longer inherits is its own now; an expression is written otherwise over another type; a
  // partition gets the indexes of its table.
  const follows = (id: ObjectId): boolean =>
    done.has(id) ||
    [drift.source, drift.target, catalog].some(
      ({ objects, dependencies }) =>
        objects.get(id)?.parents.some(follows) === true || dependencies.get(id)?.some((on) => done.has(on)) === true,
    );
  const changed = compare(catalog, drift.target)
    .differences.map(({ id }) => id)
    .filter((id) => !follows(id));
  return changed.length === 0 ? null : `changes what was not chosen: ${changed.join(', ')}`;
}
