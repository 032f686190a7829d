import assert from 'node:assert/strict';
import { describeExpectation, readRemark } from '../../../src/verification/expectation';
import type { Expectation } from '../../../src/verification/check';

describe('a comment of a verification file', () => {
  for (const [line, expectation] of [
    ['-- expect: t', { kind: 'value', value: 't' }],
    ['--expect:true', { kind: 'value', value: 'true' }],
    ['  -- Expect:  two words ', { kind: 'value', value: 'two words' }],
    ['-- expect: null', { kind: 'value', value: null }],
    ["-- expect: 'null'", { kind: 'value', value: 'null' }],
    ["-- expect: ' it''s '", { kind: 'value', value: " it's " }],
    ["-- expect: ''", { kind: 'value', value: '' }],
    ['-- expect rows: 12', { kind: 'rows', count: 12 }],
    ['-- expect no rows', { kind: 'rows', count: 0 }],
  ] as const satisfies readonly (readonly [string, Expectation])[])
    it(`reads ${JSON.stringify(line)}`, () => {
      assert.deepEqual(readRemark(line), { kind: 'expectation', expectation });
    });

  it('reads a title', () => {
    assert.deepEqual(readRemark('-- verify: index: idx_a is there'), { kind: 'title', title: 'index: idx_a is there' });
  });

  for (const line of ['-- expect rows: many', '-- expect nothing', '-- expect t', '-- expect:'])
    it(`does not pass over ${JSON.stringify(line)} in silence`, () => {
      assert.deepEqual(readRemark(line), { kind: 'unknown expectation' });
    });

  for (const line of ['-- a note', '-- as we expect: nothing', 'select 1', '-- expectations are high'])
    it(`takes nothing from ${JSON.stringify(line)}`, () => {
      assert.equal(readRemark(line), undefined);
    });
});

describe('an expectation for people', () => {
  it('is the value, or the number of rows', () => {
    assert.equal(describeExpectation({ kind: 'value', value: 't' }), 't');
    assert.equal(describeExpectation({ kind: 'value', value: null }), 'null');
    assert.equal(describeExpectation({ kind: 'rows', count: 0 }), 'no rows');
    assert.equal(describeExpectation({ kind: 'rows', count: 1 }), '1 row');
    assert.equal(describeExpectation({ kind: 'rows', count: 7 }), '7 rows');
  });
});
