import assert from 'node:assert/strict';
import { valuesOnOneLine } from '../../../src/reports/words';

describe('two values on a line each', () => {
  it('are shown whole where they are short', () => {
    assert.deepEqual(valuesOnOneLine('integer', null), ['integer', 'none']);
  });

  it('leave out what both begin with where they are long, so that what differs is seen', () => {
    const same = 'x'.repeat(200);
    const [first, second] = valuesOnOneLine(`${same} and one`, `${same} and two more`);
    assert.equal(first, `…${'x'.repeat(15)} and one`);
    assert.equal(second, `…${'x'.repeat(15)} and two more`);
  });

  it('are cut where they are long behind that too', () => {
    const [first] = valuesOnOneLine(`a${'b'.repeat(300)}`, 'c');
    assert.equal(first.length, 100);
    assert.match(first, /^ab+…$/);
  });
});
