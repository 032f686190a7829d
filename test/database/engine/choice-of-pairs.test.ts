import assert from 'node:assert/strict';
import { compare } from '../../../src/engine/compare';
import { PlanRefused } from '../../../src/engine/plan-refused';
import type { Catalog, Drift, ObjectId, Plan } from '../../../src/engine/model';
import { plan } from '../../../src/engine/plan';
import { readCatalog } from '../../../src/engine/read';
import { inheritWhatWasOwn } from '../../corpus/known-limits';
import { loadsOn, readPairs } from '../../corpus/pair';
import { createRoles, dropRoles } from '../../corpus/roles';
import { randomNumbers } from '../../support/random';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases, type OpenDatabase } from './open-databases';
import { textOf } from './script';

const latest = Math.max(...majors);

/** Besides each difference alone, so many random choices of some. */
const CHOICES_OF_SOME = 4;

/** Pairs in which one difference alone does not come out right: docs/coverage.md, known limits, says why. */
const KNOWN_LIMITS = ['functions-with-parsed-bodies'];

describe('a choice of the differences of each pair', function () {
  const databases = new OpenDatabases();
  before(async () => createRoles(await sharedPostgres(latest)));
  afterEach(() => databases.close());
  after(async () => dropRoles(await sharedPostgres(latest)));

  for (const pair of readPairs().filter((each) => loadsOn(each, latest) && !KNOWN_LIMITS.includes(each.name))) {
    for (const [direction, sourceSql, targetSql] of [
      ['old to new', pair.new, pair.old],
      ['new to old', pair.old, pair.new],
    ] as const) {
      it(`runs or is refused, and leaves the others: ${pair.name}, ${direction}`, async () => {
        const server = await sharedPostgres(latest);
        const source = await (await databases.open(server, sourceSql)).catalog();
        const target = await databases.open(server, targetSql);
        const drift = compare(source, await target.catalog());
        for (const chosen of choices(drift)) {
          const decided = planned(drift, chosen);
          if (decided === null) continue;
          const again = (): Promise<OpenDatabase> => databases.open(server, targetSql);
          checkOutcome(drift, chosen, decided, await outcome(drift, decided, target, again));
        }
      });
    }
  }
});

/** Each difference alone, and some at random: the same with each run. */
function choices({ differences }: Drift): readonly (readonly ObjectId[])[] {
  const ids = differences.map(({ id }) => id);
  const random = randomNumbers(ids.length);
  const some = Array.from({ length: ids.length > 2 ? CHOICES_OF_SOME : 0 }, () => ids.filter(() => random() < 0.4));
  return [...ids.map((id) => [id]), ...some.filter(({ length }) => length > 1)];
}

/** Null where it is refused, which takes a reason. */
function planned(drift: Drift, chosen: readonly ObjectId[]): Plan | null {
  try {
    return plan(drift, { chosen: new Set(chosen) });
  } catch (error) {
    if (!(error instanceof PlanRefused)) throw error;
    assert.match(error.message, /choose that as well|circle/);
    return null;
  }
}

/** The target as it is after the plan; what can be rolled back leaves the database as it was. */
async function outcome(
  drift: Drift,
  decided: Plan,
  target: OpenDatabase,
  again: () => Promise<OpenDatabase>,
): Promise<Catalog> {
  const script = textOf(drift, decided);
  try {
    if (decided.steps.some(({ commitAfter }) => commitAfter)) {
      const fresh = await again();
      await fresh.run(script);
      return await fresh.catalog();
    }
    return await rolledBack(target, script + inheritWhatWasOwn(drift));
  } catch (error) {
    throw new Error(`${String(error)}\n${script}`, { cause: error });
  }
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

function checkOutcome(drift: Drift, chosen: readonly ObjectId[], decided: Plan, after: Catalog): void {
  const what = `${chosen.join(', ')} alone`;
  const script = textOf(drift, decided);
  const done = new Set([...chosen, ...decided.brought.map(({ object }) => object)]);
  const left = compare(drift.source, after).differences.map(({ id }) => id);
  assert.deepEqual(
    left.filter((id) => done.has(id)),
    [],
    `${what} leaves a difference\n${script}`,
  );
  for (const { id, includes } of drift.differences) if (done.has(id)) for (const each of includes) done.add(each);
  // A column that a table no longer inherits is its own now; an expression is written otherwise over another type.
  const follows = (id: ObjectId): boolean =>
    done.has(id) ||
    [drift.source, drift.target].some(
      ({ objects, dependencies }) =>
        objects.get(id)?.parents.some(follows) === true || dependencies.get(id)?.some((on) => done.has(on)) === true,
    );
  assert.deepEqual(
    compare(after, drift.target)
      .differences.map(({ id }) => id)
      .filter((id) => !follows(id)),
    [],
    `${what} changes what was not chosen\n${script}`,
  );
}
