import { ident } from '../../quote';
import type { Reader } from '../../reader';
import { SYSTEM_CATALOGS } from '../../system-catalogs';
import { sqlName } from './relations';

/**
 * Most constraints are keys of plain columns. PostgreSQL writes each by itself from what its catalogs say; we are told
 * that instead, in column numbers, which is fewer bytes and less work for it.
 */

/** Temporal keys, and constraints that are not enforced. */
const WITH_MORE = 180000;

/** Condition over `pg_constraint c`: a primary, unique or foreign key whose columns have names that are known. */
export function isPlainKey(version: number): string {
  return `c.contype IN ('p', 'u', 'f')${version >= WITH_MORE ? ' AND NOT c.conperiod AND c.conenforced' : ''}
        AND c.confrelid NOT IN (SELECT k.objid FROM pg_catalog.pg_depend k WHERE k.refclassid = ${SYSTEM_CATALOGS.pg_extension}
          AND k.classid = ${SYSTEM_CATALOGS.pg_class} AND k.deptype = 'e')`;
}

/** Columns of a query over `pg_constraint c` and the `pg_index i` behind a key, which `plainKey` reads. */
export const PLAIN_KEY_COLUMNS = `c.conkey, CASE WHEN i.indnkeyatts < i.indnatts THEN i.indkey END, i.indnullsnotdistinct,
      c.confkey, CASE WHEN c.contype = 'f' THEN NULLIF(pg_catalog.concat(c.confmatchtype, c.confupdtype, c.confdeltype), 'saa') END,
      c.confdelsetcols, CASE WHEN c.condeferrable THEN c.condeferred END`;

/** By pg_constraint.confupdtype and confdeltype. */
const ACTIONS: Readonly<Record<string, string>> = { r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' };

/**
 * What pg_get_constraintdef says of such a key, but for NOT VALID.
 * @param oid the table's
 * @param references the oid of the table that a foreign key refers to
 * @param columns the values of PLAIN_KEY_COLUMNS
 */
export function plainKey(
  reader: Reader,
  type: string,
  oid: string,
  references: string,
  [keys, indexed, nullsNotDistinct, referenced, rules, setColumns, deferred]: readonly (string | null)[],
): string {
  const names = (table: string, numbers: readonly string[]): string =>
    numbers.map((number) => ident(reader.find('pg_class', table, number)?.name ?? '')).join(', ');
  const key = names(oid, numbersOf(keys));
  const timing = deferred == null ? '' : ` DEFERRABLE${deferred === 't' ? ' INITIALLY DEFERRED' : ''}`;
  if (type !== 'f') {
    const included = indexed == null ? [] : indexed.split(' ').slice(numbersOf(keys).length);
    return (
      `${type === 'p' ? 'PRIMARY KEY' : 'UNIQUE'}${nullsNotDistinct === 't' ? ' NULLS NOT DISTINCT' : ''} (${key})` +
      `${included.length === 0 ? '' : ` INCLUDE (${names(oid, included)})`}${timing}`
    );
  }
  const [match, update, remove] = rules ?? '';
  const table = reader.find('pg_class', references);
  return [
    `FOREIGN KEY (${key}) REFERENCES ${table === undefined ? '' : sqlName(table)}(${names(references, numbersOf(referenced))})`,
    match === 'f' ? ' MATCH FULL' : '',
    update !== undefined && update in ACTIONS ? ` ON UPDATE ${ACTIONS[update]}` : '',
    remove !== undefined && remove in ACTIONS ? ` ON DELETE ${ACTIONS[remove]}` : '',
    setColumns == null ? '' : ` (${names(oid, numbersOf(setColumns))})`,
    timing,
  ].join('');
}

/** `{1,3}` → its numbers, as texts. */
function numbersOf(array: string | null | undefined): readonly string[] {
  return array == null ? [] : array.slice(1, -1).split(',');
}
