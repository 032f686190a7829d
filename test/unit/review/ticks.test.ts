import assert from 'node:assert/strict';
import { PendingTicks, tickedState, toggle } from '../../../webview-ui/list/ticks';

describe('the ticks of the review', () => {
  it('show three states for a group', () => {
    assert.equal(tickedState(['a', 'b'], new Set(['a', 'b', 'c'])), 'true');
    assert.equal(tickedState(['a', 'b'], new Set(['b'])), 'mixed');
    assert.equal(tickedState(['a', 'b'], new Set(['c'])), 'false');
  });

  it('tick a half-ticked group first, and untick a full one', () => {
    assert.deepEqual(toggle(['a', 'b'], new Set(['b'])), { add: ['a'], remove: [] });
    assert.deepEqual(toggle(['a', 'b'], new Set(['a', 'b'])), { add: [], remove: ['a', 'b'] });
  });

  it('are not undone by an answer that was on its way when they were made', () => {
    const pending = new PendingTicks();
    const first = pending.add({ add: [], remove: ['a'] });
    pending.add({ add: [], remove: ['b'] });
    pending.acknowledge(first.number);
    assert.deepEqual([...pending.applyTo(['b', 'c'])], ['c']);
  });

  it('are the host’s own once it has seen them', () => {
    const pending = new PendingTicks();
    const last = pending.add({ add: ['a'], remove: [] });
    assert.equal(pending.settled, false);
    pending.acknowledge(last.number);
    assert.equal(pending.settled, true);
    assert.deepEqual([...pending.applyTo(['b'])], ['b']);
  });
});
