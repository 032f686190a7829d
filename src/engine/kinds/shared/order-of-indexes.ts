import type { PlanContext } from '../../kind';
import type { CatalogObject, ObjectId } from '../../model';
import { comesBefore } from './family';
import { hasIndex } from './partitions';

/** SQL over `pg_index i`, of a partitioned table: how many older indexes that has on the same columns. */
export const OLDER_ALIKE = `(SELECT pg_catalog.count(*) FROM pg_catalog.pg_index o WHERE o.indrelid = i.indrelid
        AND o.indkey::pg_catalog.int2[] = i.indkey::pg_catalog.int2[] AND o.indexrelid < i.indexrelid)`;

/**
 * The indexes and keys of its partition that must be there before this one. ATTACH PARTITION goes through the indexes of
 * the table from the oldest on, and takes for each the partition's oldest one that fits and is not taken: what is the
 * partition's alone comes last.
 */
export function olderInPartition(object: CatalogObject, context: PlanContext): readonly ObjectId[] {
  const table = context.goal.objects.get(object.parents[0] ?? '');
  if (typeof table?.attributes.partition_bound !== 'string' || !hasIndex(object)) return [];
  const place = placeAmongAlike(object, context);
  return context
    .children(table.id)
    .filter((each) => hasIndex(each) && comesBefore(each, table, context) && placeAmongAlike(each, context) < place)
    .map(({ id }) => id);
}

/** Where the index of the partitioned table that it stands for is among those that are alike. */
function placeAmongAlike({ parents: [, above] }: CatalogObject, { target }: PlanContext): number {
  return above === undefined ? Infinity : Number(target.objects.get(above)?.facts.older_alike ?? 0);
}
