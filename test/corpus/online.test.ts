import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { readPairs } from './pair';
import { createRoles, dropRoles } from './roles';
import { thereAndBack, type RoundTrip } from './round-trip';

// See corpus.test.ts.
setFlagsFromString('--liftoff-only');

/** Before PostgreSQL 18 there is more to work around. */
const earliest = Math.min(...majors);

/** What the plan refuses online: docs/online.md says so. */
const REFUSED = ['renames-that-swap-names'];

describe('the corpus, online', function () {
  before(async () => createRoles(await sharedPostgres(earliest)));
  after(async () => dropRoles(await sharedPostgres(earliest)));

  for (const pair of readPairs().filter(({ name, from }) => from <= earliest && !REFUSED.includes(name))) {
    describe(pair.name, function () {
      let trip: Promise<Pick<RoundTrip, 'forward' | 'backward'>>;
      before(async () => {
        trip = thereAndBack(pair, await sharedPostgres(earliest), 'online');
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
