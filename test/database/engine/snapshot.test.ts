import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compare } from '../../../src/engine/compare';
import { readSnapshot, writeSnapshot } from '../../../src/environments/snapshot';
import { readPairs } from '../../corpus/pair';
import { createRoles, dropRoles } from '../../corpus/roles';
import { majors, sharedPostgres } from '../../support/shared-postgres';
import { OpenDatabases } from './open-databases';
import { scriptFor } from './script';

const latest = Math.max(...majors);

/** Together they have nearly every kind, every sort of name and every sort of value. */
const PAIRS = [
  'comments-on-everything',
  'dev-was-changed-by-hand',
  'names-that-need-quoting',
  'partition-own-details',
  'grants',
];

describe('a snapshot', function () {
  const databases = new OpenDatabases();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'schema-drift-snapshot-'));
    await createRoles(await sharedPostgres(latest));
  });
  afterEach(() => databases.close());
  after(async () => {
    await rm(folder, { recursive: true });
    await dropRoles(await sharedPostgres(latest));
  });

  for (const pair of readPairs().filter(({ name }) => PAIRS.includes(name))) {
    it(`stands for the database that it was taken of: ${pair.name}`, async () => {
      const server = await sharedPostgres(latest);
      const [source, target] = [await databases.open(server, pair.new), await databases.open(server, pair.old)];
      const [wanted, actual] = [await source.catalog(), await target.catalog()];
      const file = path.join(folder, `${pair.name}.json`);
      await writeSnapshot(file, {
        catalog: wanted,
        environment: { name: 'production', kind: 'database', serverVersion: server.version },
      });
      const saved = (await readSnapshot(file, 'production')).catalog;
      assert.deepEqual(saved, wanted);
      assert.deepEqual(compare(saved, wanted).differences, []);
      assert.equal(scriptFor(compare(saved, actual)), scriptFor(compare(wanted, actual)));
    });
  }
});
