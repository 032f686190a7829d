import type { Row } from '../../reader';

/**
 * Two SELECT items over `pg_class`: how many rows a relation has by PostgreSQL's estimate, and what they take on disk.
 * A partitioned table has what its partitions have.
 */
export function estimatesSql(relation: string): string {
  const ofPartitions = (item: string): string =>
    `(SELECT pg_catalog.sum(${item}) FROM pg_catalog.pg_partition_tree(${relation}.oid) p ` +
    `JOIN pg_catalog.pg_class l ON l.oid = p.relid WHERE p.isleaf AND l.reltuples >= 0)`;
  const item = (name: string): string =>
    `CASE WHEN ${relation}.relkind = 'p' THEN ${ofPartitions(`l.${name}`)} ELSE ${relation}.${name} END`;
  return `${item('reltuples')}, ${item('relpages')} * pg_catalog.current_setting('block_size')::bigint`;
}

/** Facts about the size of a relation; before the first ANALYZE or VACUUM `rows` is -1: unknown. */
export function readEstimates(row: Row, at: number): { readonly rows: number; readonly bytes: number } {
  return { rows: Number(row[at] ?? -1), bytes: Number(row[at + 1] ?? 0) };
}
