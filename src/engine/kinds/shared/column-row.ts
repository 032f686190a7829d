import { readGrants, type Grants } from '../../grants';
import { textOf, type Attributes, type CatalogObject, type Value } from '../../model';
import { childId, flag, type Reader, type Row, text } from '../../reader';
import { FIRST_USER_OID } from '../../system-catalogs';
import { IDENTITY } from './column-exists';
import { foreignOptionsSql, readForeignOptions } from './foreign-options';
import { notNullSql, readNotNullDetails, readNotNullName } from './not-null';
import { readOptions, sqlName } from './relations';

export interface ColumnAttributes extends Attributes {
  readonly grants: Grants;
}

const STORAGE: Readonly<Record<string, string>> = { p: 'PLAIN', e: 'EXTERNAL', m: 'MAIN', x: 'EXTENDED' };
const COMPRESSION: Readonly<Record<string, string>> = { p: 'pglz', l: 'lz4' };

/** What few columns have, in the order of the query. */
type More = readonly [
  collation: string | null,
  identity: string,
  generated: string,
  computed: readonly [expression: string, oid: string] | null,
  storage: string | null,
  compression: string,
  statistics: number | null,
  options: string | null,
  acl: string | null,
  /** Null where the table says it itself as well. */
  inherited: boolean | null,
  foreignOptions: string | null,
  inPartitionKey: boolean | null,
  notNull: string | null,
  isOwn: boolean | null,
  noInherit: boolean | null,
  valid: boolean | null,
  comment: string | null,
];

const NOTHING_MORE: More = [
  null,
  '',
  '',
  null,
  null,
  '',
  null,
  null,
  null,
  false,
  null,
  null,
  null,
  null,
  null,
  null,
  null,
];

/** Condition over the tables of the query: there is something to say of the column that most have not. */
function isMore(version: number): string {
  return `a.attcollation <> t.typcollation OR a.attidentity <> '' OR a.attgenerated <> '' OR a.attstorage <> t.typstorage
      OR a.attcompression <> '' OR a.attstattarget ${version >= 170000 ? 'IS NOT NULL' : '<> -1'} OR a.attoptions IS NOT NULL
      OR a.attacl IS NOT NULL OR a.attinhcount > 0 OR c.relkind IN ('p', 'f') OR ${notNullSql(version).isUnusual}`;
}

/** Columns of views and the like are objects only where someone said something about them. */
export function columnQuery(version: number): string {
  return `
    SELECT a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), NULLIF(a.attnotnull, false),
      NULLIF(t.typstorage, 'p'), CASE WHEN ${isMore(version)} THEN pg_catalog.json_build_array(
      CASE WHEN a.attcollation <> t.typcollation THEN (SELECT pg_catalog.quote_ident(n.nspname) || '.' ||
        pg_catalog.quote_ident(l.collname) FROM pg_catalog.pg_collation l
        JOIN pg_catalog.pg_namespace n ON n.oid = l.collnamespace WHERE l.oid = a.attcollation) END,
      a.attidentity, a.attgenerated,
      CASE WHEN a.attgenerated <> '' THEN (SELECT pg_catalog.json_build_array(pg_catalog.pg_get_expr(d.adbin, d.adrelid), d.oid)
        FROM pg_catalog.pg_attrdef d WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum) END,
      CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END, a.attcompression,
      ${version >= 170000 ? 'a.attstattarget' : 'NULLIF(a.attstattarget, -1)'}, a.attoptions::text, a.attacl::text,
      CASE WHEN a.attinhcount > 0 AND a.attislocal THEN NULL ELSE a.attinhcount > 0 END, CASE WHEN c.relkind = 'f' THEN (${foreignOptionsSql('a.attfdwoptions')})::text END,
      CASE WHEN c.relkind = 'p' THEN EXISTS (SELECT FROM pg_catalog.pg_depend k WHERE k.classid = 1259 AND k.objid = a.attrelid
        AND k.objsubid = a.attnum AND k.refclassid = 1259 AND k.refobjid = a.attrelid AND k.deptype = 'i') END,
      ${notNullSql(version).items}) END
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    ${notNullSql(version).join}
    WHERE a.attrelid >= ${FIRST_USER_OID} AND a.attnum > 0 AND NOT a.attisdropped AND c.relpersistence <> 't'
      AND (c.relkind IN ('r', 'p', 'f') OR c.relkind IN ('v', 'm') AND (a.attacl IS NOT NULL OR a.atthasdef
        OR c.relkind = 'm' AND (a.attstorage <> t.typstorage OR a.attcompression <> '' OR a.attstattarget <> -1
          OR a.attoptions IS NOT NULL)
        OR EXISTS (
        SELECT FROM pg_catalog.pg_description s
        WHERE s.classoid = 1259 AND s.objoid = a.attrelid AND s.objsubid = a.attnum)))
    ORDER BY a.attrelid, a.attnum`;
}

/** One row of that query. */
export function readColumn(row: Row, reader: Reader): CatalogObject<ColumnAttributes> | null {
  const relation = reader.find('pg_class', row[0]);
  if (relation === undefined) return null;
  const name = text(row, 2);
  const id = childId('column', relation.id, name);
  const more = row[6] == null ? NOTHING_MORE : (JSON.parse(row[6]) as More);
  const [collation, identity, generated, computed, storage, compression, statistics, options, acl, inherited] = more;
  const [, , , , , , , , , , foreignOptions, inPartitionKey, notNull, isOwn, noInherit, valid, comment] = more;
  reader.alias('pg_attrdef', computed?.[1], id);
  const isForeign = relation.kind === 'foreign_table';
  const isTable = relation.kind === 'table' || isForeign;
  const notNullName = readNotNullName(notNull, relation.name, name);
  const ancestors = (inherited === false ? [] : (relation.facts.ancestors ?? [])) as readonly string[];
  const grants = readGrants(acl, '{}', textOf(relation.attributes.owner));
  const stored = {
    storage: STORAGE[storage ?? ''] ?? null,
    compression: COMPRESSION[compression] ?? null,
    statistics,
    options: options == null && !isTable ? null : readOptions(options),
  };
  const attributes: ColumnAttributes & Record<string, Value> = isTable
    ? {
        type: text(row, 3),
        collation,
        generated: computed?.[0] ?? null,
        virtual: generated === 'v',
        not_null: flag(row, 4),
        ...stored,
        grants,
      }
    : { ...(relation.kind === 'materialized_view' ? stored : {}), grants };
  if (isForeign) attributes.foreign = readForeignOptions(foreignOptions ?? '');
  if (noInherit !== null) Object.assign(attributes, readNotNullDetails(noInherit, valid === true, comment));
  // A partition's identity and names are its table's from 17 and 18 on, and nobody's before.
  if (isTable && !inherited) {
    attributes.identity = IDENTITY[identity] ?? null;
    attributes.not_null_name = notNullName;
  }
  const facts: Record<string, Value> = {
    position: Number(row[1]),
    table: sqlName(relation),
    table_name: relation.name,
  };
  if (!isTable) facts.of_view = true;
  if (relation.kind !== 'view') facts.type_storage = STORAGE[row[5] ?? 'p'] ?? 'PLAIN';
  if (isForeign) facts.of_foreign_table = true;
  if (notNullName !== null) facts.not_null_name = notNullName;
  // Said where it is otherwise than with the column itself.
  if (isOwn !== null && isOwn === (inherited === true)) facts.not_null_is_own = isOwn;
  if (inherited === true) facts.inherited = true;
  if (inherited === null) facts.said_itself = true;
  if (inPartitionKey === true) facts.in_partition_key = true;
  return {
    id,
    kind: 'column',
    schema: relation.schema,
    name,
    parents: [relation.id, ...ancestors.map((table) => childId('column', table, name))],
    attributes,
    facts,
  };
}
