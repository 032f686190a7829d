import type { PlanContext, Sides } from '../../kind';
import type { CatalogObject, ObjectId } from '../../model';
import { literal } from '../../quote';
import { comesBefore } from './family';
import { ancestorsOf } from './inheritance';
import { hasIndex, staysPartition } from './partitions';

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

/**
 * Whether it is made anew to be attached to another one: because its partition stays where it is, or is to find an older
 * one first, and nothing tells which of those that are there is older.
 */
export function isAttachedAnew(goal: CatalogObject, context: PlanContext): boolean {
  return staysPartition(goal, context) || olderInPartition(goal, context).length > 0;
}

/** The table, where what it stands for is another one because the table moves. */
export function tableThatMoves(id: ObjectId, sides: Sides): readonly ObjectId[] {
  const [wanted, actual] = [sides.source.objects.get(id), sides.target.objects.get(id)];
  const [table = ''] = wanted?.parents ?? [];
  const [to, from] = [wanted?.attributes.attached_to, actual?.attributes.attached_to];
  return typeof to === 'string' && typeof from === 'string' && to !== from && moves(table, sides) ? [table] : [];
}

/**
 * What a table that moves has attached to another one then, as which of them is younger is decided for all together; and
 * what goes, as it stands for an index that the table leaves.
 */
export function attachedElsewhere(table: ObjectId, sides: Sides): readonly ObjectId[] {
  const { source, target } = sides;
  const goes = (id: ObjectId): boolean =>
    !source.objects.has(id) && typeof target.objects.get(id)?.attributes.attached_to === 'string';
  return sides
    .children(table)
    .flatMap(({ id }) => (tableThatMoves(id, sides).length > 0 || (goes(id) && moves(table, sides)) ? [id] : []));
}

function moves(table: ObjectId, { source, target }: Sides): boolean {
  return ancestorsOf(source.objects.get(table)).join() !== ancestorsOf(target.objects.get(table)).join();
}

/** A condition: the index of this oid stands for that one, where it stands for any. */
export function isAttached(oid: string, to: string | null): string {
  return to === null
    ? ''
    : ` AND EXISTS (SELECT FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent ` +
        `WHERE h.inhrelid = ${oid} AND p.relname = (pg_catalog.parse_ident(${literal(to)}))[1])`;
}

/** Where the index of the partitioned table that it stands for is among those that are alike. */
function placeAmongAlike({ parents: [, above] }: CatalogObject, { target }: PlanContext): number {
  return above === undefined ? Infinity : Number(target.objects.get(above)?.facts.older_alike ?? 0);
}
