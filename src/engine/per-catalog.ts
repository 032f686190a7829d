import type { Catalog } from './model';

/** The same function, which looks at each catalog once and remembers the answer: a catalog never changes. */
export function perCatalog<T>(compute: (catalog: Catalog) => T): (catalog: Catalog) => T {
  const known = new WeakMap<Catalog, { readonly answer: T }>();
  return (catalog) => {
    const before = known.get(catalog);
    if (before !== undefined) return before.answer;
    const answer = compute(catalog);
    known.set(catalog, { answer });
    return answer;
  };
}
