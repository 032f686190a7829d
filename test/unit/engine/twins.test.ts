import assert from 'node:assert/strict';
import type { CatalogObject, ObjectId } from '../../../src/engine/model';
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

/** As databases say it that are read beside each other: the objects that are kept of them, one each. */
function kept(...said: readonly CatalogObject[]): CatalogObject[] {
  const twins = new Twins();
  return said.map((object) => {
    const objects = new Map<ObjectId, CatalogObject>();
    const once = twins.beside(objects)(object);
    objects.set(once.id, once);
    return once;
  });
}

describe('twins', function () {
  it('are one object where databases say the same', () => {
    const [first, ...others] = kept(column('text'), column('text'), column('text'));
    assert.ok(others.every((other) => other === first));
  });

  it('are found past one that says something else', () => {
    const [first, , third] = kept(column('text'), column('integer'), column('text'));
    assert.equal(third, first);
  });

  it('stay two where attributes, facts or parents differ', () => {
    for (const other of [column('integer'), column('text', 2), { ...column('text'), parents: [] }])
      assert.equal(kept(column('text'), other)[1], other);
  });

  it('are none in one database', () => {
    const objects = new Map<ObjectId, CatalogObject>([[column('text').id, column('text')]]);
    const again = column('text');
    assert.equal(new Twins().beside(objects)(again), again);
  });
});
