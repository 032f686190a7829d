import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import type { Strategy } from '../../src/engine/model';
import type { PostgresServer } from '../support/database-server';
import { sharedPostgres } from '../support/shared-postgres';
import { loadsOn, readPairs } from './pair';
import { createRoles, dropRoles } from './roles';
import { thereAndBack, type RoundTrip } from './round-trip';

/**
 * Tests of a suite: the scripts of a strategy bring each pair there and back.
 * @param preferred majors, of which each pair takes the first that loads it
 * @param refused the pairs that the plan refuses, which docs/ say
 */
export function testTrips(strategy: Strategy, preferred: readonly number[], refused: readonly string[] = []): void {
  // See corpus.test.ts.
  setFlagsFromString('--liftoff-only');

  before(() => onEach(preferred, createRoles));
  after(() => onEach(preferred, dropRoles));

  for (const pair of readPairs()) {
    const major = preferred.find((each) => loadsOn(pair, each));
    if (major === undefined || refused.includes(pair.name)) continue;
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

async function onEach(majors: readonly number[], work: (server: PostgresServer) => Promise<void>): Promise<void> {
  for (const major of majors) await work(await sharedPostgres(major));
}
