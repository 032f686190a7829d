import assert from 'node:assert/strict';
import type { Planned } from '../../../src/protocol/comparison';
import type { ReviewMessage } from '../../../src/protocol/messages';
import type { SavedState } from '../../../src/protocol/saved-state';
import { ReviewStore } from '../../../webview-ui/review-store';
import { compared, difference } from './compared';

const users = difference('table:public.users', 'missing');
const goals = difference('table:public.goals', 'changed', ['owner']);
const planned: Planned = { outcome: 'planned', statements: 1, hazards: [], brought: [] };

/** A review whose messages and saved states are written down. */
function open(saved?: SavedState) {
  const sent: ReviewMessage[] = [];
  const states: SavedState[] = [];
  const store = new ReviewStore(
    {
      send: (message) => {
        sent.push(message);
      },
      save: (state) => {
        states.push(state);
      },
    },
    saved,
  );
  return { store, sent, lastState: () => states.at(-1) };
}

describe('Drift Review', () => {
  it('shows the first difference of the list at first, and asks for its SQL', () => {
    const { store, sent } = open();
    store.receive({ type: 'comparison', comparison: compared(users, goals) });
    assert.deepEqual(sent, [{ type: 'showDetails', id: goals.id }]);
    assert.equal(store.focused.value, goals.id);
  });

  it('keeps showing the same difference after a refresh', () => {
    const { store, sent } = open();
    store.receive({ type: 'comparison', comparison: compared(users, goals) });
    store.show(users.id);
    store.receive({ type: 'comparison', comparison: compared(users, goals) });
    assert.deepEqual(sent.at(-1), { type: 'showDetails', id: users.id });
  });

  it('ignores SQL that comes too late', () => {
    const { store } = open();
    store.receive({ type: 'comparison', comparison: compared(users, goals) });
    store.show(users.id);
    store.receive({ type: 'details', details: { id: goals.id, source: 'x', target: 'y', changes: [] } });
    assert.equal(store.detail.value, undefined);
  });

  it('sends a tick as a change, says how many are selected, and stands by it', () => {
    const { store, sent } = open();
    store.receive({ type: 'comparison', comparison: compared(users, goals) });
    store.receive({ type: 'chosen', after: 0, ids: [users.id, goals.id] });
    store.toggle([users.id]);
    assert.deepEqual(sent.at(-1), { type: 'choose', number: 1, add: [], remove: [users.id] });
    assert.equal(store.announcement.value, '1 of 2 selected');
    store.receive({ type: 'chosen', after: 0, ids: [users.id, goals.id] });
    assert.deepEqual([...store.chosen.value], [goals.id]);
  });

  it('shows no plan that is older than the ticks', () => {
    const { store } = open();
    store.receive({ type: 'comparison', comparison: compared(users, goals) });
    store.toggle([users.id]);
    store.receive({ type: 'planned', after: 0, planned });
    assert.equal(store.planned.value, undefined);
    store.receive({ type: 'planned', after: 1, planned });
    assert.deepEqual(store.planned.value, planned);
  });

  it('selects only what the filter shows when all are ticked', () => {
    const { store, sent } = open();
    store.receive({ type: 'comparison', comparison: compared(users, goals) });
    store.toggleStatus('changed');
    store.toggle(store.filteredIds.value);
    assert.deepEqual(sent.at(-1), { type: 'choose', number: 1, add: [users.id], remove: [] });
  });

  it('takes up filter, ticks and the shown difference where they were left', () => {
    const before = open();
    before.store.receive({ type: 'comparison', comparison: compared(users, goals) });
    before.store.receive({ type: 'chosen', after: 0, ids: [goals.id] });
    before.store.show(users.id);
    before.store.filterByText('public');
    const saved = before.lastState();
    assert.deepEqual(saved?.choice, { only: [goals.id] });

    const { store, lastState } = open(saved);
    assert.equal(store.text.value, 'public');
    store.receive({ type: 'comparison', comparison: { phase: 'failed', ...pairOf(), message: 'gone', hint: 'wait' } });
    assert.deepEqual(lastState()?.choice, { only: [goals.id] }, 'a failed comparison must not cost the ticks');
    store.receive({ type: 'comparison', comparison: compared(users, goals) });
    assert.equal(store.shown.value, users.id);
  });

  it('keeps the filter for the same two environments, and forgets it for others', () => {
    const { store } = open();
    const comparison = compared(users, goals);
    store.receive({ type: 'comparison', comparison });
    store.filterByText('goals');
    store.receive({
      type: 'comparison',
      comparison: { ...comparison, source: comparison.target, target: comparison.source },
    });
    assert.equal(store.text.value, 'goals');
    store.receive({
      type: 'comparison',
      comparison: { ...comparison, target: { ...comparison.target, name: 'staging' } },
    });
    assert.equal(store.text.value, '');
  });

  it('has no differences, and no "no drift" either, while a comparison has failed', () => {
    const { store } = open();
    store.receive({ type: 'comparison', comparison: compared(users) });
    store.receive({ type: 'comparison', comparison: { phase: 'failed', ...pairOf(), message: 'gone', hint: 'wait' } });
    assert.equal(store.compared.value, undefined);
    assert.deepEqual(store.differences.value, []);
  });
});

function pairOf() {
  const { source, target } = compared();
  return { source, target };
}
