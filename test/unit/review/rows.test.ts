import assert from 'node:assert/strict';
import { group, idsIn, STATUSES, visibleRows, type Row, type Status } from '../../../webview-ui/list/rows';
import { compared, difference } from './compared';

const groups = group(
  compared(
    difference('table:public.users', 'extra'),
    difference('column:public.graph_nodes.status', 'missing'),
    difference('column:public.graph_nodes.label', 'changed', ['not_null']),
    difference('table:billing.outbox', 'missing'),
    difference('extension:vector', 'missing'),
  ),
);

function show({ text = '', statuses = STATUSES, closed = [] as string[] } = {}): Row[] {
  return visibleRows(groups, { text, statuses: new Set<Status>(statuses) }, new Set(closed));
}

function outline(rows: readonly Row[]): string[] {
  return rows.map((row) => '  '.repeat(row.level - 1) + (row.type === 'group' ? row.label : row.difference.label));
}

describe('the list of differences', () => {
  it('sorts them by schema, kind and name; what lies in no schema comes last', () => {
    assert.deepEqual(outline(show()), [
      'billing',
      '  tables',
      '    outbox',
      'public',
      '  tables',
      '    users',
      '  columns',
      '    graph_nodes.label',
      '    graph_nodes.status',
      'In no schema',
      '  extensions',
      '    vector',
    ]);
  });

  it('tells each row its place among its siblings', () => {
    const label = show().find((row) => row.key === 'column:public.graph_nodes.status');
    assert.deepEqual([label?.level, label?.position, label?.siblings], [3, 2, 2]);
  });

  it('hides what is in a closed group, and still counts it', () => {
    const rows = show({ closed: ['schema public'] });
    assert.deepEqual(outline(rows).slice(4), ['In no schema', '  extensions', '    vector']);
    assert.equal(idsIn(rows).length, 5);
  });

  for (const [text, left] of [
    ['GRAPH', ['graph_nodes.label', 'graph_nodes.status']],
    ['public users', ['users']],
    ['extension', ['vector']],
    ['not_null', ['graph_nodes.label']],
    ['missing billing', ['outbox']],
    ['nothing like it', []],
  ] as const) {
    it(`finds “${text}” in names, kinds, attributes and statuses`, () => {
      const labels = show({ text }).flatMap((row) => (row.type === 'difference' ? [row.difference.label] : []));
      assert.deepEqual(labels, left);
    });
  }

  it('leaves no empty group behind when a status is hidden', () => {
    assert.deepEqual(outline(show({ statuses: ['extra'] })), ['public', '  tables', '    users']);
  });
});
