import type { Difference, KindName, ObjectId, Rename } from '../../engine/model';

/** A node of the Drift view. Plain data; `key` is unique in the view and stays the same. */
export type DriftNode =
  FailedNode | RenamesNode | RenameNode | DriftSchemaNode | DriftGroupNode | DifferenceNode | NotesNode | NoteNode;

/** The comparison failed: there is nothing to say about drift. */
export interface FailedNode {
  readonly type: 'failed';
  readonly key: 'failed';
  readonly message: string;
  readonly hint: string;
}

/** What is, or may be, one object under two names. */
export interface RenamesNode {
  readonly type: 'renames';
  readonly key: 'renames';
}

export interface RenameNode {
  readonly type: 'rename';
  readonly key: string;
  readonly rename: Rename;
  /** What suggests it; undefined where it was accepted. */
  readonly why: string | undefined;
}

export interface DriftSchemaNode {
  readonly type: 'schema';
  readonly key: string;
  readonly schema: string | null;
}

export interface DriftGroupNode {
  readonly type: 'group';
  readonly key: string;
  readonly schema: string | null;
  readonly kind: KindName;
}

export interface DifferenceNode {
  readonly type: 'difference';
  readonly key: ObjectId;
  readonly difference: Difference;
}

/** What the comparison did not look at. */
export interface NotesNode {
  readonly type: 'notes';
  readonly key: 'notes';
}

export interface NoteNode {
  readonly type: 'note';
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly isWarning: boolean;
}

export function driftSchemaNode(schema: string | null): DriftSchemaNode {
  return { type: 'schema', key: JSON.stringify(['schema', schema]), schema };
}

export function driftGroupNode(schema: string | null, kind: KindName): DriftGroupNode {
  return { type: 'group', key: JSON.stringify(['group', schema, kind]), schema, kind };
}

export function differenceNode(difference: Difference): DifferenceNode {
  return { type: 'difference', key: difference.id, difference };
}

export function renameNode(rename: Rename, why?: string): RenameNode {
  return { type: 'rename', key: JSON.stringify(['rename', rename.from, rename.to]), rename, why };
}

export const RENAMES: RenamesNode = { type: 'renames', key: 'renames' };

export const NOTES: NotesNode = { type: 'notes', key: 'notes' };
