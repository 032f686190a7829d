import type { PlanContext, Statement } from '../../kind';
import type { CatalogObject, ObjectId } from '../../model';
import { qualified } from '../../quote';
import { ancestorsOf } from './inheritance';

/** The token that says that a partition is attached to its table, or its index to the table's. */
export function attached(id: ObjectId): string {
  return `attached ${id}`;
}

/** The partitions of a table, and theirs. */
export function partitionsBelow(id: ObjectId, children: PlanContext['children']): readonly CatalogObject[] {
  return children(id)
    .filter(({ attributes }) => typeof attributes.partition_bound === 'string')
    .flatMap((partition) => [partition, ...partitionsBelow(partition.id, children)]);
}

/** The tokens of all indexes and keys below that of a partitioned table: it is valid once they are attached. */
export function attachedBelow(id: ObjectId, context: PlanContext): readonly string[] {
  return context.children(id).flatMap((child) => [attached(child.id), ...attachedBelow(child.id, context)]);
}

/** Those of partitions that have theirs already, under one of the partitioned table that is new: it takes none by itself. */
export function attachExisting(id: ObjectId, index: string, context: PlanContext): Statement[] {
  return context
    .children(id)
    .filter((child) => hasIndex(child) && !context.isMade(child.id))
    .map((child) => ({
      sql: `ALTER INDEX ${index} ATTACH PARTITION ${qualified(child.schema, child.name)}`,
      requires: [child.id],
      later: true,
      provides: attached(child.id),
    }));
}

/** Whether it is an index, or a constraint with one behind it. */
export function hasIndex({ kind, facts }: CatalogObject): boolean {
  return kind === 'index' || typeof facts.index === 'string';
}

/** The index, key or foreign key of the partitioned table that this one of a partition belongs to, where both stay together and the partition does, too. */
export function ofPartitionedTable(
  { parents }: CatalogObject,
  { goal, target, isRemoved }: PlanContext,
): ObjectId | undefined {
  if (isRemoved(parents[0] ?? '')) return undefined;
  const ancestors = ancestorsOf(goal.objects.get(parents[0] ?? ''));
  return parents.slice(1).find((parent) => {
    const table = target.objects.get(parent)?.parents[0];
    return table !== undefined && ancestors.includes(table) && goal.objects.has(parent);
  });
}

/** Whether the object's table belongs to the same tables before and after. */
export function staysPartition({ parents: [table = ''] }: CatalogObject, { goal, target }: PlanContext): boolean {
  return ancestorsOf(goal.objects.get(table)).join() === ancestorsOf(target.objects.get(table)).join();
}
