import type { Catalog, CatalogObject, ObjectId, Plan } from '../engine/model';
import { ident, qualified } from '../engine/quote';
import { childrenByParent } from '../engine/read';
import type { Connection } from '../environments/session';

/** How many rows a table has, and how many values a column. */
export type Counts = ReadonlyMap<ObjectId, number>;

/** Rows or values that are gone although no step said so. */
export interface Loss {
  readonly object: ObjectId;
  readonly before: number;
  readonly after: number;
}

/** Counts the rows and values of tables, all in one message. @throws EnvironmentError */
export async function countRows(
  tables: readonly CatalogObject[],
  catalog: Catalog,
  connection: Connection,
): Promise<Counts> {
  const children = childrenByParent(catalog);
  const counted = tables
    .filter(({ id }) => catalog.objects.has(id))
    .map((table) => ({ table, columns: (children.get(table.id) ?? []).filter(({ kind }) => kind === 'column') }));
  if (counted.length === 0) return new Map();
  const queries = counted.map(({ table, columns }) => {
    const counts = ['*', ...columns.map(({ name }) => ident(name))].map((what) => `pg_catalog.count(${what})`);
    return `SELECT ${counts.join(', ')} FROM ONLY ${qualified(table.schema, table.name)}`;
  });
  const results = await connection.query(queries.join(';\n'));
  return new Map(
    counted.flatMap(({ table, columns }, at) =>
      [table, ...columns].map(({ id }, place) => [id, Number(results[at]?.[0]?.[place] ?? 0)] as const),
    ),
  );
}

/** What the plan lost of what both states have, beyond what its steps say. */
export function unsaidLosses(before: Counts, after: Counts, { steps }: Plan, target: Catalog): readonly Loss[] {
  const said = new Set(
    steps.flatMap(({ hazards }) => hazards.filter(({ code }) => code === 'DELETES_DATA').map(({ object }) => object)),
  );
  const isSaid = (id: ObjectId): boolean =>
    said.has(id) || (target.objects.get(id)?.parents.some((parent) => isSaid(parent)) ?? false);
  return [...before].flatMap(([object, had]) => {
    const has = after.get(object);
    return has === undefined || has >= had || isSaid(object) ? [] : [{ object, before: had, after: has }];
  });
}
