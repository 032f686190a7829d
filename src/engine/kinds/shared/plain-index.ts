import type { CatalogObject } from '../../model';
import { ident, qualified } from '../../quote';
import { inOnePiece, type Reader } from '../../reader';
import { FIRST_USER_OID } from '../../system-catalogs';

/**
 * pg_get_indexdef goes through all operator classes for each column, to leave out the default one: a third of the time
 * that reading a schema took. Most indexes have plain columns with the usual operator classes and collations. The server
 * tells which, and sends their column numbers instead.
 */

/** Types whose operator classes serve all arrays, enums and so on. */
const GENERIC_TYPES = ['anyarray', 'anyenum', 'anyrange', 'anymultirange', 'record']
  .map((name) => `'${name}'::pg_catalog.regtype`)
  .join(', ');

/**
 * Operator classes that are the default of every type of PostgreSQL's own that can have them: no such type passes for
 * theirs and has another one.
 */
const SURE_CLASSES = `(
      SELECT pg_catalog.array_agg(o.oid) FROM pg_catalog.pg_opclass o WHERE o.opcdefault AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_opclass e JOIN pg_catalog.pg_cast s ON s.castsource = e.opcintype
        WHERE s.casttarget = o.opcintype AND s.castmethod = 'b' AND s.castcontext = 'i' AND s.castsource < ${FIRST_USER_OID}
          AND e.opcmethod = o.opcmethod AND e.opcdefault)
      AND NOT (o.opcintype IN (${GENERIC_TYPES}) AND EXISTS (
        SELECT FROM pg_catalog.pg_opclass e WHERE e.opcmethod = o.opcmethod AND e.opcdefault AND e.oid >= ${FIRST_USER_OID})))`;

/**
 * WITH item: relations with a column that may not go by that: of a user's type that has operator classes or casts, of a domain
 * over a user's type, or of PostgreSQL's array type that has a class of its own; with a collation of its own; or an index
 * with options for its operator class.
 * @param only SQL for the oids of the relations that matter, where not all do
 */
export function unsureRelations(only?: string): string {
  return `unsure AS MATERIALIZED (
      SELECT a.attrelid FROM pg_catalog.pg_attribute a
      WHERE a.attrelid >= ${FIRST_USER_OID}${only === undefined ? '' : ` AND a.attrelid = ANY (${only})`} AND a.attnum > 0 AND (
        a.attcollation NOT IN (0, 'pg_catalog."default"'::pg_catalog.regcollation) OR a.attoptions IS NOT NULL OR a.atttypid IN (
          SELECT 'pg_catalog.oidvector'::pg_catalog.regtype::pg_catalog.oid
          UNION ALL SELECT o.opcintype FROM pg_catalog.pg_opclass o WHERE o.opcintype >= ${FIRST_USER_OID}
          UNION ALL SELECT s.castsource FROM pg_catalog.pg_cast s WHERE s.castsource >= ${FIRST_USER_OID}
          UNION ALL SELECT t.oid FROM pg_catalog.pg_type t WHERE t.typtype = 'd' AND t.typbasetype >= ${FIRST_USER_OID})))`;
}

/** Condition over `pg_index i` and `unsureRelations`: pg_get_indexdef names no operator class and no collation of its columns. */
const IS_USUAL = `i.indexprs IS NULL AND i.indclass::pg_catalog.oid[] OPERATOR(pg_catalog.<@) ${SURE_CLASSES}
        AND i.indrelid NOT IN (SELECT attrelid FROM unsure) AND i.indexrelid NOT IN (SELECT attrelid FROM unsure)`;

/**
 * Item of a query over the same, the index's `pg_class x` and that of its table `t`: null where `plainDefinition` knows as
 * much, because its columns have names that are known and it has no options.
 */
export const DEFINITION = `CASE WHEN x.reloptions IS NULL AND t.relkind IN ('r', 'p') AND ${IS_USUAL}
        THEN NULL ELSE pg_catalog.pg_get_indexdef(x.oid) END`;

/** Columns of a query over `pg_index i` that \`plainDefinition\` reads. */
export const PLAIN_COLUMNS = `i.indkey, CASE WHEN NOT 0 = ALL (i.indoption::pg_catalog.int2[]) THEN i.indoption END,
      CASE WHEN i.indnkeyatts < i.indnatts THEN i.indnkeyatts END, i.indnullsnotdistinct,
      pg_catalog.pg_get_expr(i.indpred, i.indrelid)`;

interface PlainIndex {
  readonly table: CatalogObject;
  readonly name: string;
  readonly unique: boolean;
  readonly method: string;
  readonly partitioned: boolean;
}

/**
 * What pg_get_indexdef says of such an index.
 * @param oid the table's
 * @param columns the values of PLAIN_COLUMNS
 */
export function plainDefinition(
  reader: Reader,
  { table, name, unique, method, partitioned }: PlainIndex,
  oid: string,
  [numbers, options, keys, nullsNotDistinct, condition]: readonly (string | null)[],
): string {
  const orders = options?.split(' ') ?? [];
  const columns = (numbers ?? '')
    .split(' ')
    .map(
      (number, at) => ident(reader.find('pg_class', oid, number)?.name ?? '') + (ORDERS[Number(orders[at] ?? 0)] ?? ''),
    );
  const included = keys == null ? [] : columns.splice(Number(keys));
  return inOnePiece(
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${ident(name)} ON ${partitioned ? 'ONLY ' : ''}${qualified(table.schema, table.name)} `,
    `USING ${ident(method)} (${columns.join(', ')})${included.length === 0 ? '' : ` INCLUDE (${included.join(', ')})`}`,
    `${nullsNotDistinct === 't' ? ' NULLS NOT DISTINCT' : ''}${condition == null ? '' : ` WHERE ${condition}`}`,
  );
}

/** By pg_index.indoption: descending is 1, nulls first is 2. */
const ORDERS = ['', ' DESC NULLS LAST', ' NULLS FIRST', ' DESC'];
