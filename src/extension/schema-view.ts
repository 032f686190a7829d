import type { Catalog, Difference, PossibleRename, Rename } from '../engine/model';
import type { Alignment } from '../reports/alignment';
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
  /** Those that a person accepted, as far as there is something to rename. */
  readonly renames: readonly Rename[];
  readonly possibleRenames: readonly PossibleRename[];
  /** Where one side is a Prisma schema: how it and the database stand to each other. */
  readonly alignment: Alignment | null;
}
