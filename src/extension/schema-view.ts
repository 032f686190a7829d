import type { Catalog, Difference, KindName, ObjectId, PossibleRename, Rename } from '../engine/model';
import type { Alignment } from '../reports/alignment';
import type { Key } from './schema-thread/contract';

/** An object as trees and documents show it. The rest of it, above all its definition, stays in the thread. */
export interface ViewedObject {
  readonly id: ObjectId;
  readonly kind: KindName;
  readonly schema: string | null;
  readonly name: string;
  readonly parents: readonly ObjectId[];
  /** The one line beside its name. */
  readonly detail: string;
  /** Its place among others of its kind; 0 where they have none. */
  readonly position: number;
}

/** A catalog without what only comparing and planning need: that stays in the thread. */
export interface SchemaView extends Omit<Catalog, 'dependencies' | 'objects'> {
  readonly objects: ReadonlyMap<ObjectId, ViewedObject>;
}

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
