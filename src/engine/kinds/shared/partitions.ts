import type { ObjectId } from '../../model';

/** The token that says that a partition is attached to its table, or its index to the table's. */
export function attached(id: ObjectId): string {
  return `attached ${id}`;
}
