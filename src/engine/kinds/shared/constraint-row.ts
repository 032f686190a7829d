import type { Attributes, CatalogObject } from '../../model';
import { ident, qualified } from '../../quote';
import { childId, objectId, type Reader, type Row, text } from '../../reader';
import { FIRST_USER_OID } from '../../system-catalogs';
import { INDEX_ROLES } from './index-roles';
import { OLDER_ALIKE } from './order-of-indexes';
import { IS_KEY_MORE, isPlainKey, NO_KEY_MORE, PLAIN_KEY_MORE, plainKey, type PlainKeyMore } from './plain-key';
import { readOptions, sqlName } from './relations';

export interface ConstraintAttributes extends Attributes {
  readonly type: string;
  readonly definition: string;
  readonly validated: boolean;
  /** Of the index behind a key. */
  readonly index_options: Readonly<Record<string, string>>;
  readonly index_tablespace: string | null;
  readonly index_comment: string | null;
  /** The key or index of the partitioned table that it stands for in a partition. */
  readonly attached_to: string | null;
}

const TYPES: Readonly<Record<string, string>> = {
  p: 'primary_key',
  u: 'unique',
  f: 'foreign_key',
  c: 'check',
  x: 'exclude',
};

export const NOT_VALID = / NOT VALID$/;

/** The keys that have an index behind them; that index is the constraint. */
export const WITH_INDEX: ReadonlySet<string> = new Set(['primary_key', 'unique', 'exclude']);

/** What few constraints have, in the order of the query. */
type More = readonly [
  validated: boolean,
  inherited: boolean,
  indexOptions: string | null,
  indexTablespace: string | null,
  parentConstraint: string | null,
  partitioned: boolean,
  ofPartition: boolean,
  isReplicaIdentity: boolean | null,
  isClustered: boolean | null,
  root: string | null,
  parentIndex: readonly [string, string] | null,
  indexComment: string | null,
  key: PlainKeyMore,
  copies: readonly (readonly [schema: string, table: string, name: string])[] | null,
  olderAlike: number | null,
];

const NOTHING_MORE: More = [
  true,
  false,
  null,
  null,
  null,
  false,
  false,
  null,
  null,
  null,
  null,
  null,
  NO_KEY_MORE,
  null,
  null,
];

/** Condition over the tables of the query: there is something to say of the constraint that most have not. */
const IS_MORE = `NOT c.convalidated OR c.coninhcount > 0 OR c.conparentid <> 0 OR t.relkind = 'p' OR t.relispartition
      OR x.reloptions IS NOT NULL OR x.reltablespace <> 0 OR i.indisreplident OR i.indisclustered OR d.description IS NOT NULL
      OR ${IS_KEY_MORE}`;

/** What a foreign key of a partitioned table is called in the partitions that had it under another name. */
const COPIES = `CASE WHEN c.contype = 'f' AND t.relkind = 'p' THEN (
        WITH RECURSIVE copy AS (
          SELECT c.oid, c.conrelid, c.conname UNION ALL
          SELECT k.oid, k.conrelid, k.conname FROM copy o JOIN pg_catalog.pg_constraint k ON k.conparentid = o.oid AND k.conrelid <> o.conrelid)
        SELECT pg_catalog.json_agg(pg_catalog.json_build_array(n.nspname, p.relname, o.conname))
        FROM copy o JOIN pg_catalog.pg_class p ON p.oid = o.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace
        WHERE o.conname <> c.conname) END`;

/** A foreign key's is the index that it refers to, which need not be looked up. */
const OWN_INDEX = "CASE WHEN c.contype IN ('p', 'u', 'x') THEN c.conindid END";

/** Where pg_get_constraintdef is not asked, see plain-key.ts. */
export function constraintQuery(version: number): string {
  return `
    SELECT c.oid, 0, c.conrelid, c.conname, c.contype,
      CASE WHEN ${isPlainKey(version)} THEN NULL ELSE pg_catalog.pg_get_constraintdef(c.oid) END, x.oid, c.conkey,
      CASE WHEN c.contype = 'f' THEN c.confrelid END, c.confkey, CASE WHEN ${IS_MORE} THEN pg_catalog.json_build_array(
      c.convalidated, c.coninhcount > 0 AND NOT c.conislocal, x.reloptions::text,
      CASE WHEN x.reltablespace <> 0 THEN (SELECT s.spcname FROM pg_catalog.pg_tablespace s WHERE s.oid = x.reltablespace) END,
      CASE WHEN c.conparentid <> 0 THEN (SELECT p.conname FROM pg_catalog.pg_constraint p WHERE p.oid = c.conparentid) END,
      t.relkind = 'p', t.relispartition, ${INDEX_ROLES}, NULLIF(c.conparentid, 0)::text,
      CASE WHEN c.conparentid = 0 AND x.relispartition THEN (SELECT pg_catalog.json_build_array(n.nspname, p.relname)
       FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
       JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace WHERE h.inhrelid = x.oid) END, d.description,
      pg_catalog.json_build_array(${PLAIN_KEY_MORE}), ${COPIES},
      CASE WHEN t.relkind = 'p' AND x.oid IS NOT NULL THEN ${OLDER_ALIKE} END) END
    FROM pg_catalog.pg_constraint c
    JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
    LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = ${OWN_INDEX}
    LEFT JOIN pg_catalog.pg_class x ON x.oid = ${OWN_INDEX}
    LEFT JOIN pg_catalog.pg_description d ON d.classoid = x.tableoid AND d.objoid = x.oid AND d.objsubid = 0
    WHERE c.oid >= ${FIRST_USER_OID} AND c.contype IN ('p', 'u', 'f', 'c', 'x')
    ORDER BY c.oid`;
}

/** One row of that query. */
export function readConstraint(row: Row, reader: Reader): CatalogObject<ConstraintAttributes> | null {
  const table = reader.find('pg_class', row[2]);
  if (table?.kind !== 'table' && table?.kind !== 'foreign_table') return null;
  const more = row[10] == null ? NOTHING_MORE : (JSON.parse(row[10]) as More);
  const [validated, inherited, options, tablespace, parentConstraint, partitioned, ofPartition] = more;
  const [, , , , , , , isIdentity, isClustered, root, parentIndex, indexComment, keyMore, copies, olderAlike] = more;
  if (row[4] === 'f' && root !== null) {
    // A copy that partitioning made by itself is its root.
    const known = reader.find('pg_constraint', root);
    if (known !== undefined) reader.alias('pg_constraint', row[0], known.id);
    return null;
  }
  const name = text(row, 3);
  const id = childId('constraint', table.id, name);
  reader.alias('pg_class', row[6], id);
  const ancestors = (table.facts.ancestors ?? []) as readonly string[];
  const parentName = parentConstraint ?? (inherited ? name : null);
  const type = TYPES[text(row, 4)] ?? '';
  // A partition's key can stand for an index of the partitioned table that is no key.
  const above = parentConstraint ?? parentIndex?.[1];
  const definition = row[5] ?? plainKey(reader, row, keyMore) + (validated ? '' : ' NOT VALID');
  return {
    id,
    kind: 'constraint',
    schema: table.schema,
    name,
    parents: [
      table.id,
      ...(parentName === null ? [] : ancestors.map((parent) => childId('constraint', parent, parentName))),
      ...(parentIndex === null ? [] : [objectId('index', parentIndex)]),
    ],
    attributes: {
      type,
      // What is inherited comes as the parent's is added; whether it was validated since is not compared.
      definition: inherited ? definition.replace(NOT_VALID, '') : definition,
      validated: inherited || validated,
      index_options: readOptions(options),
      index_tablespace: tablespace,
      index_comment: indexComment,
      attached_to: above === undefined ? null : ident(above),
    },
    facts: {
      table: sqlName(table),
      inherited,
      partitioned,
      of_partition: ofPartition,
      ...(inherited && !validated && { unchecked: true }),
      index: WITH_INDEX.has(type) ? qualified(table.schema, name) : null,
      replica_identity: isIdentity === true,
      clustered: isClustered === true,
      references: reader.find('pg_class', row[8])?.id ?? null,
      ...(copies !== null && {
        names_in_partitions: Object.fromEntries(
          copies.map(([schema, of, as]) => [objectId('table', [schema, of]), as]),
        ),
      }),
      ...(olderAlike && { older_alike: olderAlike }),
    },
  };
}
