import assert from 'node:assert/strict';
import { loadsOn, readPairs } from '../../corpus/pair';
import { createRoles, dropRoles } from '../../corpus/roles';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { tryChoices } from './choices';

const latest = Math.max(...majors);

/** Pairs in which one difference alone does not come out right: docs/coverage.md, known limits, says why. */
const KNOWN_LIMITS = ['functions-with-parsed-bodies'];

describe('a choice of the differences of each pair', function () {
  before(async () => createRoles(await sharedPostgres(latest)));
  after(async () => dropRoles(await sharedPostgres(latest)));

  for (const pair of readPairs().filter((each) => loadsOn(each, latest) && !KNOWN_LIMITS.includes(each.name))) {
    for (const [direction, source, target] of [
      ['old to new', pair.new, pair.old],
      ['new to old', pair.old, pair.new],
    ] as const) {
      it(`runs or is refused, and leaves the others: ${pair.name}, ${direction}`, async () => {
        const problem = await tryChoices(target, source, await sharedPostgres(latest));
        if (problem !== null) assert.fail(problem);
      });
    }
  }
});
