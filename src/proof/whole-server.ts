import { kindNameOf, type Plan } from '../engine/model';
import { kindOf } from '../engine/registry';

/**
 * Whether a plan changes roles or settings, which belong to all databases of a server: they would stay when a temporary
 * one is dropped, so only the embedded PostgreSQL, which is nobody else's, may run it.
 */
export function changesWholeServer({ steps }: Plan): boolean {
  return steps.some(({ object }) => kindOf(kindNameOf(object)).clusterWide === true);
}
