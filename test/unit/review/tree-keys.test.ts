import assert from 'node:assert/strict';
import { group, STATUSES, visibleRows } from '../../../webview-ui/list/rows';
import { keyAction } from '../../../webview-ui/list/tree-keys';
import { compared, difference } from './compared';

const rows = visibleRows(
  group(compared(difference('table:public.a', 'missing'), difference('table:public.b', 'extra'))),
  { text: '', statuses: new Set(STATUSES) },
  new Set(['schema closed']),
);
// public > tables > a, b
const [schema, kind, a, b] = rows;

function press(key: string, index: number, modifiers: { ctrlKey?: boolean } = {}) {
  return keyAction({ key, ctrlKey: false, metaKey: false, altKey: false, ...modifiers }, rows, index, 2);
}

describe('the keys of the list', () => {
  it('move up and down and stop at both ends', () => {
    assert.deepEqual(press('ArrowDown', 0), { type: 'focus', row: kind });
    assert.deepEqual(press('ArrowDown', 3), { type: 'focus', row: b });
    assert.deepEqual(press('ArrowUp', 0), { type: 'focus', row: schema });
    assert.deepEqual(press('PageDown', 0), { type: 'focus', row: a });
    assert.deepEqual(press('PageUp', 3), { type: 'focus', row: kind });
    assert.deepEqual(press('Home', 3), { type: 'focus', row: schema });
    assert.deepEqual(press('End', 0), { type: 'focus', row: b });
  });

  it('go into and out of groups', () => {
    assert.deepEqual(press('ArrowRight', 0), { type: 'focus', row: kind });
    assert.deepEqual(press('ArrowLeft', 1), { type: 'close', key: kind?.key });
    assert.deepEqual(press('ArrowLeft', 3), { type: 'focus', row: kind });
    assert.equal(press('ArrowRight', 3), undefined);
  });

  it('tick one, or all of a group', () => {
    assert.deepEqual(press(' ', 2), { type: 'toggle', ids: ['table:public.a'] });
    assert.deepEqual(press(' ', 1), { type: 'toggle', ids: ['table:public.a', 'table:public.b'] });
  });

  it('open a difference, and close a group', () => {
    assert.deepEqual(press('Enter', 3), { type: 'show', id: 'table:public.b' });
    assert.deepEqual(press('Enter', 0), { type: 'close', key: schema?.key });
  });

  it('leave the keys of VS Code alone', () => {
    assert.equal(press('ArrowDown', 0, { ctrlKey: true }), undefined);
    assert.equal(press('x', 0), undefined);
  });
});
