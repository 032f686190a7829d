import type { Compared, ListedDifference } from '../../../src/protocol/comparison';

/** A difference of the list, by id, with what the test is about. */
export function difference(
  id: string,
  status: ListedDifference['status'],
  attributes: string[] = [],
): ListedDifference {
  const [kind = '', path = ''] = id.split(':');
  const [schema = null, ...rest] = kind === 'extension' ? [null, path] : path.split('.');
  return { id, kind, schema, label: rest.join('.'), status, attributes, includes: 0 };
}

/** A comparison of production with development. */
export function compared(...differences: ListedDifference[]): Compared {
  const environment = { kind: 'database', role: null, protected: false, serverVersion: null };
  return {
    phase: 'compared',
    source: { ...environment, name: 'production' },
    target: { ...environment, name: 'development' },
    differences,
    kinds: [
      { name: 'table', one: 'table', many: 'tables' },
      { name: 'column', one: 'column', many: 'columns' },
      { name: 'extension', one: 'extension', many: 'extensions' },
    ],
    omissions: [],
    renames: [],
    possibleRenames: [],
    stale: false,
  };
}
