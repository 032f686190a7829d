import assert from 'node:assert/strict';
import type { CatalogObject } from '../../../src/engine/model';
import { Twins } from '../../../src/engine/twins';

function column(type: string, position = 1): CatalogObject {
  const [id, table] = ['column:public.t.a', 'table:public.t'];
  return {
    id,
    kind: 'column',
    schema: 'public',
    name: 't.a',
    parents: [table],
    attributes: { type },
    facts: { position },
  };
}

describe('twins', function () {
  it('are one object where two databases say the same', () => {
    const twins = new Twins();
    const first = twins.once(column('text'));
    assert.equal(twins.once(column('text')), first);
  });

  it('stay two where attributes, facts or parents differ', () => {
    const twins = new Twins();
    twins.once(column('text'));
    for (const other of [column('integer'), column('text', 2), { ...column('text'), parents: [] }])
      assert.equal(twins.once(other), other);
  });
});
