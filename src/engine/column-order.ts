import type { Catalog, CatalogObject, Drift, ObjectId } from './model';
import { childrenByParent } from './read';

/**
 * The objects on both sides whose children have places, as a table's columns do, and have them in another order. That is
 * no difference: PostgreSQL has no way to change it.
 */
export function inAnotherOrder({ source, target }: Drift): readonly ObjectId[] {
  const placesIn = { source: childrenByParent(source), target: childrenByParent(target) };
  return [...placesIn.source].flatMap(([parent, children]) => {
    const others = placesIn.target.get(parent);
    if (others === undefined || !target.objects.has(parent)) return [];
    const [wanted, actual] = [inOrder(children, target), inOrder(others, source)];
    return wanted.join('\n') === actual.join('\n') ? [] : [parent];
  });
}

function inOrder(children: readonly CatalogObject[], other: Catalog): ObjectId[] {
  return children
    .filter(({ id, facts }) => typeof facts.position === 'number' && other.objects.has(id))
    .sort((a, b) => Number(a.facts.position) - Number(b.facts.position))
    .map(({ id }) => id);
}
