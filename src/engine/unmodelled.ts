import type { NotCompared } from './model';
import { text, type Reader, type Row } from './reader';
import { FIRST_USER_OID } from './system-catalogs';

/** What PostgreSQL has and the engine does not compare: SELECTs of kind, classid, oid and name, so that it is said. */
const UNMODELLED: readonly string[] = [
  `SELECT 'not_null_constraint', 1259, c.conrelid, pg_catalog.pg_describe_object(2606, c.oid, 0)
   FROM pg_catalog.pg_constraint c LEFT JOIN pg_catalog.pg_description d ON d.classoid = 2606 AND d.objoid = c.oid
   WHERE c.conrelid >= ${FIRST_USER_OID} AND c.contype = 'n' AND c.coninhcount > 0
     AND (NOT c.convalidated OR d.description IS NOT NULL)`,
];

export const UNMODELLED_QUERY = UNMODELLED.join(' UNION ALL ');

/** What was found on or beside the objects that are compared. */
export function notCompared(rows: readonly Row[], reader: Reader): readonly NotCompared[] {
  const names = new Map<string, string[]>();
  for (const row of rows) {
    if (reader.resolver(text(row, 1))(Number(text(row, 2)), 0) === undefined) continue;
    const list = names.get(text(row, 0)) ?? [];
    names.set(text(row, 0), [...list, text(row, 3)]);
  }
  return [...names].map(([kind, list]) => ({ kind, count: list.length, examples: list.sort().slice(0, 5) }));
}
