import { ident } from '../../quote';
import { inOnePiece, type Reader, type Row } from '../../reader';
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

/** Items of a query over `pg_constraint c` and the `pg_index i` behind a key: what few keys have. */
export const PLAIN_KEY_MORE = `CASE WHEN i.indnkeyatts < i.indnatts THEN i.indkey::text END, i.indnullsnotdistinct,
      c.confmatchtype, c.confupdtype, c.confdeltype, c.confdelsetcols::text, c.condeferrable, c.condeferred`;

/** Condition over the same: there is such a thing to say. */
export const IS_KEY_MORE = `i.indnkeyatts < i.indnatts OR i.indnullsnotdistinct OR c.condeferrable
      OR c.contype = 'f' AND (c.confmatchtype <> 's' OR c.confupdtype <> 'a' OR c.confdeltype <> 'a')`;

export type PlainKeyMore = readonly [
  indexed: string | null,
  nullsNotDistinct: boolean | null,
  match: string,
  onUpdate: string,
  onDelete: string,
  setColumns: string | null,
  deferrable: boolean,
  deferred: boolean,
];

export const NO_KEY_MORE: PlainKeyMore = [null, null, 's', 'a', 'a', null, false, false];

/** By pg_constraint.confupdtype and confdeltype. */
const ACTIONS: Readonly<Record<string, string>> = { r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' };

/**
 * What pg_get_constraintdef says of such a key, but for NOT VALID.
 * @param row its third value is the table's oid, the fifth the type, the eighth the columns, the ninth and tenth the table
 * and the columns that a foreign key refers to
 */
export function plainKey(reader: Reader, row: Row, more: PlainKeyMore): string {
  const [indexed, nullsNotDistinct, match, onUpdate, onDelete, setColumns, deferrable, deferred] = more;
  const [, , oid, , type, , , keys, references, referenced] = row;
  const names = (table: string | null | undefined, numbers: readonly string[]): string =>
    numbers.map((number) => ident(reader.find('pg_class', table, number)?.name ?? '')).join(', ');
  const key = names(oid, numbersOf(keys));
  const timing = deferrable ? ` DEFERRABLE${deferred ? ' INITIALLY DEFERRED' : ''}` : '';
  if (type !== 'f') {
    const included = indexed === null ? [] : indexed.split(' ').slice(numbersOf(keys).length);
    return inOnePiece(
      `${type === 'p' ? 'PRIMARY KEY' : 'UNIQUE'}${nullsNotDistinct === true ? ' NULLS NOT DISTINCT' : ''} (${key})`,
      `${included.length === 0 ? '' : ` INCLUDE (${names(oid, included)})`}${timing}`,
    );
  }
  const table = reader.find('pg_class', references);
  return inOnePiece(
    `FOREIGN KEY (${key}) REFERENCES ${table === undefined ? '' : sqlName(table)}(${names(references, numbersOf(referenced))})`,
    match === 'f' ? ' MATCH FULL' : '',
    onUpdate in ACTIONS ? ` ON UPDATE ${ACTIONS[onUpdate]}` : '',
    onDelete in ACTIONS ? ` ON DELETE ${ACTIONS[onDelete]}` : '',
    setColumns === null ? '' : ` (${names(oid, numbersOf(setColumns))})`,
    timing,
  );
}

/** `{1,3}` → its numbers, as texts. */
function numbersOf(array: string | null | undefined): readonly string[] {
  return array == null ? [] : array.slice(1, -1).split(',');
}
