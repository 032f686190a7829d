import type { Catalog } from '../../engine/model';
import type { Scope } from '../../engine/scope';
import type { EnvironmentKind } from '../environment';
import { completePrisma, type Completed } from './complete';

/** One side of a comparison, as the scope leaves it. */
export interface Side {
  readonly catalog: Catalog;
  readonly kind: EnvironmentKind;
}

export interface Comparable {
  readonly source: Catalog;
  readonly target: Catalog;
  /** Where one of the two is a Prisma schema: which, and how it was completed. */
  readonly prisma?: { readonly side: 'source' | 'target'; readonly completed: Completed };
}

/**
 * The two catalogs to compare. A Prisma schema is completed by what it has no word for; two of them, or none, are
 * compared as they are.
 * @param scope what it leaves out has been left out of both; it says whether Prisma's habits count
 */
export function comparable(source: Side, target: Side, scope: Scope): Comparable {
  const both = { source: source.catalog, target: target.catalog };
  if ((source.kind === 'prisma') === (target.kind === 'prisma')) return both;
  const side = source.kind === 'prisma' ? 'source' : 'target';
  const other = side === 'source' ? target : source;
  const completed = completePrisma(both[side], other.catalog, scope.ignore.includes('prisma-habits'));
  return { ...both, [side]: completed.catalog, prisma: { side, completed } };
}
