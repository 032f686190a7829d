import assert from 'node:assert/strict';
import { drawnRange, ROW_HEIGHT, scrollToShow } from '../../../webview-ui/list/window';

describe('the drawn part of a long list', () => {
  it('is a few dozen rows, however long the list is', () => {
    const [first, end] = drawnRange(5_000 * ROW_HEIGHT, 600, 10_000);
    assert.ok(first < 5_000 && end > 5_000 + 600 / ROW_HEIGHT);
    assert.ok(end - first < 50);
  });

  it('ends with the list, also after the list became shorter than the place it was scrolled to', () => {
    assert.deepEqual(drawnRange(0, 600, 3), [0, 3]);
    assert.deepEqual(drawnRange(5_000 * ROW_HEIGHT, 600, 3), [3, 3]);
    assert.deepEqual(drawnRange(0, 600, 0), [0, 0]);
  });

  it('scrolls no further than a row needs', () => {
    assert.equal(scrollToShow(5, 0, 10 * ROW_HEIGHT), 0);
    assert.equal(scrollToShow(10, 0, 10 * ROW_HEIGHT), ROW_HEIGHT);
    assert.equal(scrollToShow(2, 5 * ROW_HEIGHT, 10 * ROW_HEIGHT), 2 * ROW_HEIGHT);
  });
});
