import type { ObjectId } from '../../model';

/** The token that says that a partition is attached to its table. */
export function attached(table: ObjectId): string {
  return `attached ${table}`;
}
