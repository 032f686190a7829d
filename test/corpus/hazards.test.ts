import assert from 'node:assert/strict';
import { compare } from '../../src/engine/compare';
import { plan } from '../../src/engine/plan';
import { OpenDatabases } from '../database/engine/open-databases';
import { unsaidEffects } from '../support/observed-hazards';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { loadsOn, readPairs } from './pair';
import { createRoles, dropRoles } from './roles';

/** PostgreSQL's locks and rewrites hardly differ between the versions. */
const latest = Math.max(...majors);

describe("the corpus' hazards", function () {
  const databases = new OpenDatabases();
  before(async () => createRoles(await sharedPostgres(latest)));
  afterEach(() => databases.close());
  after(async () => dropRoles(await sharedPostgres(latest)));

  // Without its renames accepted, a pair would be planned as dropped and created.
  for (const pair of readPairs().filter((each) => loadsOn(each, latest) && each.renames.length === 0)) {
    const directions = [
      { what: 'old to new', from: `${pair.old};\n${pair.rows}`, to: pair.new },
      { what: 'new to old', from: `${pair.new};\n${pair.newRows}`, to: pair.old },
    ];
    for (const { what, from, to } of directions) {
      it(`${pair.name}, ${what}: locks, rewrites and scans are said`, async () => {
        const server = await sharedPostgres(latest);
        const target = await databases.open(server, from);
        const source = await databases.open(server, to);
        const drift = compare(await source.catalog(), await target.catalog());
        assert.deepEqual(await unsaidEffects(target.connection, plan(drift).steps, drift), []);
      });
    }
  }
});
