import assert from 'node:assert/strict';
import { Fuzzer } from '../fuzz/find';
import { randomLines, textOf } from '../fuzz/pair';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { createRoles, dropRoles } from './roles';
import { thereAndBack } from './round-trip';

const latest = Math.max(...majors);

/** A few seeds that are known to come out well; `npm run fuzz` tries more. */
const SEEDS = [1, 2, 3, 4, 5];

describe('random pairs of schemas', () => {
  before(async () => createRoles(await sharedPostgres(latest)));
  after(async () => dropRoles(await sharedPostgres(latest)));

  for (const seed of SEEDS) {
    it(`turn into each other: seed ${seed}`, async () => {
      const server = await sharedPostgres(latest);
      const fuzzer = await Fuzzer.open(server, randomLines, (pair) => thereAndBack(pair, server, 'usual'));
      try {
        const find = await fuzzer.try(seed);
        if (find !== null) assert.fail(`${find.direction}: ${find.problem}\n${textOf(find.pair)}`);
      } finally {
        await fuzzer.close();
      }
    });
  }
});
