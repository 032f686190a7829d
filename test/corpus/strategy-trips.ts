import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import type { Strategy } from '../../src/engine/model';
import { sharedPostgres } from '../support/shared-postgres';
import { loadsOn, readPairs } from './pair';
import { createRoles, dropRoles } from './roles';
import { thereAndBack, type RoundTrip } from './round-trip';

/**
 * Tests of a suite: the scripts of a strategy bring each pair there and back.
 * @param refused the pairs that the plan refuses, which docs/ say
 */
export function testTrips(strategy: Strategy, major: number, refused: readonly string[] = []): void {
  // See corpus.test.ts.
  setFlagsFromString('--liftoff-only');

  before(async () => createRoles(await sharedPostgres(major)));
  after(async () => dropRoles(await sharedPostgres(major)));

  for (const pair of readPairs().filter((each) => loadsOn(each, major) && !refused.includes(each.name))) {
    describe(pair.name, function () {
      let trip: Promise<Pick<RoundTrip, 'forward' | 'backward'>>;
      before(async () => {
        trip = thereAndBack(pair, await sharedPostgres(major), strategy);
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
}
