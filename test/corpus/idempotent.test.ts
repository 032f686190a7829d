import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { readPairs } from './pair';
import { createRoles, dropRoles } from './roles';
import { thereAndBack, type RoundTrip } from './round-trip';

// See corpus.test.ts.
setFlagsFromString('--liftoff-only');

const latest = Math.max(...majors);

/** What the plan refuses: docs/idempotent.md says so. */
const REFUSED = ['renames-that-swap-names', 'renames-whose-old-name-is-used-again'];

describe('the corpus, each script run twice', function () {
  before(async () => createRoles(await sharedPostgres(latest)));
  after(async () => dropRoles(await sharedPostgres(latest)));

  for (const pair of readPairs().filter(({ name }) => !REFUSED.includes(name))) {
    describe(pair.name, function () {
      let trip: Promise<Pick<RoundTrip, 'forward' | 'backward'>>;
      before(async () => {
        trip = thereAndBack(pair, await sharedPostgres(latest), 'idempotent');
        await trip.catch(() => undefined);
      });
      for (const [way, title] of [
        ['forward', 'old to new'],
        ['backward', 'new to old'],
      ] as const) {
        it(title, async () => {
          const problem = (await trip)[way];
          if (problem !== null) assert.fail(problem);
        });
      }
    });
  }
});
