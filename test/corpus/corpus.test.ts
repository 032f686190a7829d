import assert from 'node:assert/strict';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { readPairs } from './pair';
import { createRoles, dropRoles } from './roles';
import { roundTrip, type RoundTrip } from './round-trip';

const PARTS = { forward: 'old to new', backward: 'new to old', restored: 'a restored dump' } as const;

describe('the corpus', function () {
  before(async () => {
    for (const major of majors) await createRoles(await sharedPostgres(major));
  });
  after(async () => {
    for (const major of majors) await dropRoles(await sharedPostgres(major));
  });

  for (const pair of readPairs()) {
    describe(pair.name, function () {
      const tested = majors.filter((major) => major >= pair.from);
      const trips = new Map<number, Promise<RoundTrip>>();
      before(() => {
        // All versions at once: pg_dump and the servers share the processors well.
        for (const major of tested) {
          const trip = sharedPostgres(major).then((server) => roundTrip(pair, server));
          // The tests report the failure.
          trip.catch(() => undefined);
          trips.set(major, trip);
        }
      });
      after(async () => {
        await Promise.allSettled(trips.values());
      });
      for (const major of tested) {
        for (const part of ['forward', 'backward', 'restored'] as const) {
          it(`${PARTS[part]} on PostgreSQL ${major}`, async () => {
            const problem = (await trips.get(major))?.[part];
            if (problem !== null) assert.fail(problem ?? 'The round trip was not started.');
          });
        }
      }
    });
  }
});
