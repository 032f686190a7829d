import { compare } from '../engine/compare';
import type { Catalog, Drift } from '../engine/model';
import { areOfOneMajor, inWordsOf } from '../engine/wording';
import { queryComparison } from './same-query';

/** The drift between two schemas, which servers of different versions may have written. */
export async function driftBetween(source: Catalog, target: Catalog): Promise<Drift> {
  if (areOfOneMajor(source, target)) return compare(source, target);
  return compare(inWordsOf(target, source, await queryComparison()), target);
}
