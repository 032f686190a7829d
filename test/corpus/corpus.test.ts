import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { driftBetween } from '../../src/environments/drift';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { loadsOn, readPairs } from './pair';
import { createRoles, dropRoles } from './roles';
import { drifted, roundTrip, type RoundTrip } from './round-trip';

// pg_dump is WebAssembly that runs for a moment, hundreds of times: to optimize it each time took half of the suite's time.
setFlagsFromString('--liftoff-only');

/** Dumps are restored there; the same on every version would prove little more. */
const latest = Math.max(...majors);

const PARTS = {
  forward: 'old to new',
  backward: 'new to old',
  restored: 'a restored dump',
  verified: 'verification queries',
} as const;

describe('the corpus', function () {
  before(async () => {
    for (const major of majors) await createRoles(await sharedPostgres(major));
  });
  after(async () => {
    for (const major of majors) await dropRoles(await sharedPostgres(major));
  });

  for (const pair of readPairs()) {
    describe(pair.name, function () {
      const tested = majors.filter((major) => loadsOn(pair, major));
      const restores = (major: number) => major === latest && pair.undumped === null;
      const trips = new Map<number, Promise<RoundTrip>>();
      before(() => {
        // All versions at once: pg_dump and the servers share the processors well.
        for (const major of tested) {
          const trip = sharedPostgres(major).then((server) => roundTrip(pair, server, { restore: restores(major) }));
          // The tests report the failure.
          trip.catch(() => undefined);
          trips.set(major, trip);
        }
      });
      after(async () => {
        await Promise.allSettled(trips.values());
      });
      for (const major of tested) {
        const parts = ['forward', 'backward', 'verified'] as const;
        for (const part of restores(major) ? ([...parts, 'restored'] as const) : parts) {
          it(`${PARTS[part]} on PostgreSQL ${major}`, async () => {
            const problem = (await trips.get(major))?.[part];
            if (problem !== null) assert.fail(problem ?? 'The round trip was not started.');
          });
        }
      }
      if (tested.length > 1) {
        it('is the same on every version of PostgreSQL', async () => {
          const [first, ...others] = (await Promise.all(trips.values())).map(({ catalogs }) => catalogs);
          for (const other of others) {
            for (const side of [0, 1] as const) {
              const problem =
                first === undefined ? null : drifted(await driftBetween(first[side], other[side]), 'It differs');
              if (problem !== null) assert.fail(problem);
            }
          }
        });
      }
    });
  }
});
