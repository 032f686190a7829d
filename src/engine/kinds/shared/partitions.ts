import type { PlanContext } from '../../kind';
import type { ObjectId } from '../../model';

/** The token that says that a partition is attached to its table, or its index to the table's. */
export function attached(id: ObjectId): string {
  return `attached ${id}`;
}

/** The tokens of all indexes and keys below that of a partitioned table: it is valid once they are attached. */
export function attachedBelow(id: ObjectId, context: PlanContext): readonly string[] {
  return context.children(id).flatMap((child) => [attached(child.id), ...attachedBelow(child.id, context)]);
}
