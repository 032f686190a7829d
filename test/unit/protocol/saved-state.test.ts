import assert from 'node:assert/strict';
import { readSavedState, restoreChoice, saveChoice, type SavedState } from '../../../src/protocol/saved-state';

const state: SavedState = {
  formatVersion: 1,
  source: 'production',
  target: 'development',
  choice: { except: ['view:public.v'] },
  shown: null,
  text: 'graph',
  statuses: ['missing'],
  closed: [],
  listShare: 0.4,
};

describe('what Drift Review keeps over a reload', () => {
  it('is read back as it was written', () => {
    assert.deepEqual(readSavedState(JSON.parse(JSON.stringify(state))), state);
  });

  for (const [name, data] of [
    ['nothing', undefined],
    ['the state of a later version', { ...state, formatVersion: 2 }],
    ['a broken state', { ...state, statuses: ['unknown'] }],
  ] as const) {
    it(`is nothing for ${name}`, () => {
      assert.equal(readSavedState(data), undefined);
    });
  }

  it('names the shorter list of ticks', () => {
    const all = ['a', 'b', 'c'];
    assert.deepEqual(saveChoice(all, new Set(['a', 'b'])), { except: ['c'] });
    assert.deepEqual(saveChoice(all, new Set(['a'])), { only: ['a'] });
    assert.deepEqual(saveChoice(all, new Set()), { only: [] });
  });

  it('keeps what was left out unticked, and ticks what is new, when most were ticked', () => {
    assert.deepEqual([...restoreChoice({ except: ['b'] }, ['a', 'b', 'new'])], ['a', 'new']);
  });

  it('leaves what is new unticked when only a few were ticked, and forgets what is gone', () => {
    assert.deepEqual([...restoreChoice({ only: ['a', 'gone'] }, ['a', 'b', 'new'])], ['a']);
  });
});
