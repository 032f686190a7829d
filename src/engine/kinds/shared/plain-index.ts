import type { CatalogObject } from '../../model';
import { ident, qualified } from '../../quote';
import type { Reader } from '../../reader';
import { FIRST_USER_OID } from '../../system-catalogs';

/**
 * pg_get_indexdef goes through all operator classes for each column, to leave out the default one: a third of the time
 * that reading a schema took. Most indexes are plain columns in the usual order. The server tells which, for all
 * indexes at once, and sends their column numbers instead.
 */

/** Types whose operator classes serve all arrays, enums and so on. */
const GENERIC_TYPES = ['anyarray', 'anyenum', 'anyrange', 'anymultirange', 'record']
  .map((name) => `'${name}'::pg_catalog.regtype`)
  .join(', ');

/** Subquery: each index, and whether it has a column whose operator class or collation pg_get_indexdef would name. */
export const INDEX_COLUMNS = `(
      SELECT i.indexrelid, pg_catalog.bool_or(k.opclass IS NOT NULL AND (o.opcdefault AND k.coll = a.attcollation AND (e.oid = o.oid OR
        e.oid IS NULL AND (o.opcintype IN (${GENERIC_TYPES}) OR
        o.opcintype = 'text'::pg_catalog.regtype AND a.atttypid = 'varchar'::pg_catalog.regtype))) IS NOT TRUE) AS unusual
      FROM pg_catalog.pg_index i
      CROSS JOIN ROWS FROM (pg_catalog.unnest(i.indkey::pg_catalog.int2[]),
        pg_catalog.unnest(i.indclass::pg_catalog.oid[]), pg_catalog.unnest(i.indcollation::pg_catalog.oid[])) k(attnum, opclass, coll)
      LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND a.attnum > 0
      LEFT JOIN pg_catalog.pg_opclass o ON o.oid = k.opclass
      LEFT JOIN pg_catalog.pg_opclass e ON e.opcmethod = o.opcmethod AND e.opcintype = a.atttypid AND e.opcdefault
      WHERE i.indexrelid >= ${FIRST_USER_OID} GROUP BY i.indexrelid)`;

/** Condition over `pg_index i`, its `pg_class x` and that of its table `t`: what CREATE INDEX says beyond plain columns is not there. */
export const HAS_PLAIN_FORM = `i.indexprs IS NULL AND i.indpred IS NULL AND x.reloptions IS NULL AND x.relkind = 'i'
        AND t.relkind = 'r' AND i.indnkeyatts = i.indnatts AND NOT i.indnullsnotdistinct AND 0 = ALL (i.indoption::pg_catalog.int2[])`;

/**
 * What pg_get_indexdef says of such an index.
 * @param oid the table's
 * @param columns their numbers, as `indkey` has them: `1 3`
 */
export function plainDefinition(
  reader: Reader,
  index: { readonly table: CatalogObject; readonly name: string; readonly unique: boolean; readonly method: string },
  oid: string,
  columns: string,
): string {
  const names = columns.split(' ').map((number) => ident(reader.find('pg_class', oid, number)?.name ?? ''));
  return (
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${ident(index.name)} ` +
    `ON ${qualified(index.table.schema, index.table.name)} USING ${ident(index.method)} (${names.join(', ')})`
  );
}
