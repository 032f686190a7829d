import type { Catalog, Difference } from '../engine/model';
import type { Key } from './schema-thread/contract';

/** A catalog without what only planning needs: that stays in the thread. */
export type SchemaView = Omit<Catalog, 'dependencies'>;

/** A drift as trees, documents and commands see it. */
export interface DriftView {
  /** The thread's number for it. */
  readonly key: Key;
  readonly source: SchemaView;
  readonly target: SchemaView;
  readonly differences: readonly Difference[];
}
