import type { Catalog } from './model';

/**
 * A catalog whose dependencies are told when they are first asked for: a comparison has no use for them, and telling them
 * takes as long as comparing.
 */
export function withDependencies(catalog: Omit<Catalog, 'dependencies'>, tell: () => Catalog['dependencies']): Catalog {
  let [untold, told]: [typeof tell | null, Catalog['dependencies']] = [tell, new Map()];
  return {
    ...catalog,
    get dependencies() {
      // What telling takes is let go.
      if (untold !== null) [untold, told] = [null, untold()];
      return told;
    },
  };
}
