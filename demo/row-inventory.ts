import pg from 'pg';

/** The rows of one table: how many, and a digest of all values in the columns that were looked at. */
interface TableRows {
  readonly columns: readonly string[];
  readonly count: number;
  readonly digest: string;
}

/** The rows of every table, by the table's name. */
export type RowInventory = ReadonlyMap<string, TableRows>;

/**
 * Counts and digests the rows of every table in the schema `public`.
 * Given an earlier inventory, only the columns known then are digested, so that added columns make no difference.
 */
export async function takeRowInventory(url: string, earlier?: RowInventory): Promise<RowInventory> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string; columns: string[] }>(`
      select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      group by c.relname order by c.relname`);

    const inventory = new Map<string, TableRows>();
    for (const table of tables.rows) {
      const columns = earlier?.get(table.name)?.columns ?? table.columns;
      const row = columns.map((column) => client.escapeIdentifier(column)).join(', ');
      const found = await client.query<{ count: number; digest: string }>(`
        select count(*)::integer as count, md5(coalesce(string_agg(value, ',' order by value), '')) as digest
        from (select row(${row})::text as value from public.${client.escapeIdentifier(table.name)}) as rows`);
      for (const rows of found.rows) inventory.set(table.name, { columns, ...rows });
    }
    return inventory;
  } finally {
    await client.end();
  }
}

/** How many rows all tables hold together. */
export function totalRows(inventory: RowInventory): number {
  return [...inventory.values()].reduce((sum, table) => sum + table.count, 0);
}

/** The tables whose rows are not what they were, each with a sentence that says how. */
export function lostRows(before: RowInventory, after: RowInventory): readonly string[] {
  return [...before].flatMap(([name, was]) => {
    const is = after.get(name);
    if (!is) return [`${name}: the table is gone`];
    if (is.count !== was.count) return [`${name}: ${was.count} rows before, ${is.count} after`];
    return is.digest === was.digest ? [] : [`${name}: as many rows, but other values`];
  });
}
