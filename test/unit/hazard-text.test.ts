import assert from 'node:assert/strict';
import { hazardText, settledHazards } from '../../src/engine/hazards';
import type { Catalog, Hazard } from '../../src/engine/model';

const LOCK: Hazard = { code: 'SHARE_LOCK', object: 'index:a.i', message: 'nobody can write', relation: 'table:a.t' };

describe('the size of what a hazard concerns', function () {
  for (const [rows, bytes, text] of [
    [0, 0, 'about 0 rows, 0 bytes'],
    [1, 8192, 'about 1 row, 8 kB'],
    [1234, 1_000_000, 'about 1.2 thousand rows, 977 kB'],
    [1_234_567, 356_515_840, 'about 1.2 million rows, 340 MB'],
    [2_900_000_000, 1.5 * 1024 ** 4, 'about 2.9 billion rows, 1.5 TB'],
  ] as const) {
    it(`reads ${text}`, () => {
      assert.equal(hazardText({ ...LOCK, rows, bytes }), `nobody can write (${text})`);
    });
  }

  it('is left out where it is not known', () => {
    assert.equal(hazardText(LOCK), 'nobody can write');
  });
});

describe('the hazards of a step', function () {
  const table = { id: 'table:a.t', kind: 'table', schema: 'a', name: 't', parents: [], attributes: {} };
  const target: Catalog = {
    server: { version: 180000, database: 'd', user: 'u', roles: [] },
    objects: new Map([['table:a.t', { ...table, facts: { rows: 5, bytes: 8192 } }]]),
    dependencies: new Map(),
    notCompared: [],
    leftOut: [],
    notRead: [],
  };
  const exclusive: Hazard = { ...LOCK, code: 'ACCESS_EXCLUSIVE_LOCK', message: 'nobody can read' };

  it('say the strongest lock alone, with the size', () => {
    assert.deepEqual(
      settledHazards([LOCK, exclusive, exclusive], target, () => false),
      [{ ...exclusive, rows: 5, bytes: 8192 }],
    );
  });

  it('are none for a relation that the plan makes, and for one that holds no rows', () => {
    assert.deepEqual(
      settledHazards([exclusive], target, () => true),
      [],
    );
    assert.deepEqual(
      settledHazards([{ ...exclusive, relation: 'view:a.v' }], target, () => false),
      [],
    );
  });
});
