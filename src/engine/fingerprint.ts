import { flag, text, type Row } from './reader';
import { FIRST_USER_OID, SYSTEM_CATALOGS, type SystemCatalog } from './system-catalogs';

/**
 * What tells whether anything has changed since a schema was read. Where a system catalog has no row that is newer, and
 * as many rows as before, it has the same rows: an update is a new row, and what was rolled back is not seen.
 */
export interface Fingerprint {
  /** Of what nothing can be told about single objects: another value, and everything is read again. */
  readonly whole: string;
  /** Transactions from this one on are newer. */
  readonly xmin: bigint;
  readonly sources: ReadonlyMap<string, Source>;
}

/** The rows of one system catalog. */
interface Source {
  readonly rows: string;
  /** How many rows the objects have whose oids lie close together: by class and bucket, with a space between. */
  readonly rowsByBucket: ReadonlyMap<string, string>;
}

/** What has changed, and the fingerprint of now. */
export interface Comparison {
  readonly fingerprint: Fingerprint;
  /** The oids of objects of which something may have changed, by class; null where it may be anything. */
  readonly changed: ReadonlyMap<string, readonly string[]> | null;
}

/** So many oids beside each other are counted together: one number for each object would be many bytes. */
const BUCKET = 16;

/** PostgreSQL tells older transactions from newer ones over half of the numbers that there are. */
const COMPARABLE = 2n ** 31n;

/** Catalogs with rows of single objects: the class and the oid of the object that a row belongs to. */
const OF_OBJECTS: readonly (readonly [
  catalog: string,
  classOf: SystemCatalog | 'classid' | 'classoid',
  oid: string,
])[] = [
  ['pg_class', 'pg_class', 'oid'],
  ['pg_attribute', 'pg_class', 'attrelid'],
  ['pg_index', 'pg_class', 'indexrelid'],
  ['pg_sequence', 'pg_class', 'seqrelid'],
  ['pg_inherits', 'pg_class', 'inhrelid'],
  ['pg_partitioned_table', 'pg_class', 'partrelid'],
  ['pg_foreign_table', 'pg_class', 'ftrelid'],
  ['pg_type', 'pg_type', 'oid'],
  ['pg_enum', 'pg_type', 'enumtypid'],
  ['pg_range', 'pg_type', 'rngtypid'],
  ['pg_proc', 'pg_proc', 'oid'],
  ['pg_aggregate', 'pg_proc', 'aggfnoid'],
  ['pg_attrdef', 'pg_attrdef', 'oid'],
  ['pg_constraint', 'pg_constraint', 'oid'],
  ['pg_trigger', 'pg_trigger', 'oid'],
  ['pg_policy', 'pg_policy', 'oid'],
  ['pg_rewrite', 'pg_rewrite', 'oid'],
  ['pg_depend', 'classid', 'objid'],
  ['pg_description', 'classoid', 'objoid'],
];

/** Catalogs that change seldom, and whose rows PostgreSQL looks at without saying so in pg_depend. */
const OF_ALL: readonly string[] = [
  'pg_am',
  'pg_amop',
  'pg_amproc',
  'pg_auth_members',
  'pg_cast',
  'pg_collation',
  'pg_conversion',
  'pg_db_role_setting',
  'pg_default_acl',
  'pg_event_trigger',
  'pg_extension',
  'pg_foreign_data_wrapper',
  'pg_foreign_server',
  'pg_init_privs',
  'pg_language',
  'pg_opclass',
  'pg_operator',
  'pg_opfamily',
  'pg_publication',
  'pg_publication_namespace',
  'pg_publication_rel',
  'pg_seclabel',
  'pg_shdescription',
  'pg_shseclabel',
  'pg_statistic_ext',
  'pg_tablespace',
  'pg_transform',
  'pg_ts_config',
  'pg_ts_config_map',
  'pg_ts_dict',
  'pg_ts_parser',
  'pg_ts_template',
];

/** A row is the same as before when it has the same place and the same xmin. */
const ROW_HASH = 'pg_catalog.hashtidextended(c.ctid, c.xmin::text::bigint)';

/**
 * Catalogs that not every role may read have no xmin to show, so it is their rows as this role sees them. What may
 * differ without any sign, a subscription's connection, is different each time.
 */
const SEEN: readonly string[] = [
  'SELECT pg_catalog.hashtextextended(r::text, 0) FROM pg_catalog.pg_roles r',
  'SELECT pg_catalog.hashtextextended(m::text, 0) FROM pg_catalog.pg_user_mappings m',
  `SELECT pg_catalog.hashtextextended(s.oid::text || pg_catalog.clock_timestamp()::text, 0) FROM pg_catalog.pg_subscription s
   WHERE s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())`,
  `SELECT pg_catalog.hashtextextended(e.extname || ' ' || a.default_version, 0) FROM pg_catalog.pg_extension e
   JOIN pg_catalog.pg_available_extensions() a ON a.name = e.extname WHERE e.oid >= ${FIRST_USER_OID}`,
  // Each session that makes a temporary table makes a schema for it.
  `SELECT ${ROW_HASH} FROM pg_catalog.pg_namespace c WHERE c.nspname !~ '^pg_(temp|toast_temp)_'`,
  "SELECT pg_catalog.hashtextextended(s.name || '=' || s.setting, 0) FROM pg_catalog.pg_settings s",
];

const WHOLE = `
  SELECT NULL, NULL::oid, pg_catalog.md5(pg_catalog.concat_ws(' ', d.oid, d.datname, current_user, session_user,
    pg_catalog.pg_postmaster_start_time(), ${[
      ...OF_ALL.map((catalog) => `SELECT ${ROW_HASH} FROM pg_catalog.${catalog} c`),
      ...SEEN,
    ]
      .map((hashes) => `(SELECT pg_catalog.count(*) || '/' || pg_catalog.bit_xor(h) FROM (${hashes}) s(h))`)
      .join(
        ',\n    ',
      )})), pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::text, NULL, NULL, NULL::boolean
  FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()`;

/** The SELECT that `readFingerprint` reads: in full, or only what is not as it was before. */
export function fingerprintQuery(before: Fingerprint | null): string {
  return [WHOLE, ...OF_OBJECTS.map((each) => sourceQuery(each, before))].join('\n  UNION ALL');
}

/**
 * Counting a catalog takes half the time of grouping it, which is done where the count says that it has changed. Where it
 * has as many rows more as it has newer ones, none has gone and only those are grouped.
 */
function sourceQuery([catalog, classOf, oid]: (typeof OF_OBJECTS)[number], before: Fingerprint | null): string {
  const classid = classOf in SYSTEM_CATALOGS ? `${SYSTEM_CATALOGS[classOf as SystemCatalog]}::oid` : `c.${classOf}`;
  const isNewer =
    before === null ? 'false' : `pg_catalog.age(c.xmin) <= pg_catalog.age('${before.xmin % 2n ** 32n}'::xid)`;
  const known = before?.sources.get(catalog)?.rows ?? '0';
  const hasChanged = before === null ? 'true' : `(t.newer > 0 OR t.rows <> ${known})`;
  const hasOnlyMore = before === null || catalog in WITH_ESTIMATES ? 'false' : `t.rows - ${known} = t.newer`;
  return `
  SELECT '${catalog}', d.classid, t.rows::text, d.buckets, d.counts, d.newer, ${hasOnlyMore}
  FROM (SELECT ${rowsOf(catalog)} AS rows, pg_catalog.count(*) FILTER (WHERE ${isNewer}) AS newer FROM pg_catalog.${catalog} c) t
  LEFT JOIN LATERAL (
    SELECT b.classid, pg_catalog.array_agg(b.bucket)::text, pg_catalog.array_agg(b.rows)::text,
      (pg_catalog.array_agg(b.bucket) FILTER (WHERE b.newer))::text
    FROM (SELECT ${classid}, c.${oid}::oid::bigint / ${BUCKET}, ${rowsOf(catalog)}, pg_catalog.bool_or(${isNewer})
      FROM pg_catalog.${catalog} c WHERE ${hasChanged} AND (${isNewer} OR NOT ${hasOnlyMore}) GROUP BY 1, 2) b(classid, bucket, rows, newer)
    GROUP BY b.classid) d(classid, buckets, counts, newer) ON true`;
}

/** The estimates of VACUUM and ANALYZE are written into the row as it is: they are counted along. */
const WITH_ESTIMATES: Readonly<Record<string, string>> = {
  pg_class: 'pg_catalog.hashint8extended(c.relpages, pg_catalog.hashfloat4(c.reltuples))',
};

function rowsOf(catalog: string): string {
  const estimates = WITH_ESTIMATES[catalog];
  if (estimates === undefined) return 'pg_catalog.count(*)';
  return `pg_catalog.sum(CASE WHEN c.oid >= ${FIRST_USER_OID} THEN ${estimates} ELSE 1 END)`;
}

/** What the SELECT of `fingerprintQuery(before)` gave. */
export function readFingerprint(before: Fingerprint | null, rows: readonly Row[]): Comparison {
  // PostgreSQL may work on several catalogs at a time, and gives them in any order then.
  const whole = rows.find(([catalog]) => catalog === null);
  if (whole === undefined) throw new Error('the database is not in pg_database');
  const xmin = BigInt(text(whole, 3));
  const sources = new Map<string, Source>();
  const changed = new Set<string>();
  const counted = new Map<string, Map<string, string>>();
  for (const row of rows) {
    if (row === whole) continue;
    const [catalog, count] = [text(row, 0), text(row, 2)];
    const known = before?.sources.get(catalog);
    // Without classes it has no rows, or the same as before.
    if (row[1] == null && known?.rows === count) {
      sources.set(catalog, known);
      continue;
    }
    const added = known !== undefined && flag(row, 6) ? known.rowsByBucket : undefined;
    const rowsByBucket = counted.get(catalog) ?? new Map(added);
    counted.set(catalog, rowsByBucket);
    sources.set(catalog, { rows: count, rowsByBucket });
    if (row[1] == null) continue;
    const counts = items(text(row, 4));
    items(text(row, 3)).forEach((bucket, at) => {
      const key = `${row[1]} ${bucket}`;
      rowsByBucket.set(key, String(Number(added?.get(key) ?? 0) + Number(counts[at])));
    });
    for (const bucket of items(row[5] ?? '{}')) changed.add(`${row[1]} ${bucket}`);
  }
  for (const [catalog, now] of counted)
    for (const bucket of changedBuckets(before?.sources.get(catalog)?.rowsByBucket, now)) changed.add(bucket);
  const fingerprint = { whole: text(whole, 2), xmin, sources };
  const isComparable = before?.whole === fingerprint.whole && xmin - before.xmin < COMPARABLE;
  return { fingerprint, changed: isComparable ? oidsOf(changed) : null };
}

function changedBuckets(
  before: ReadonlyMap<string, string> = new Map(),
  now: ReadonlyMap<string, string>,
): readonly string[] {
  return [...new Set([...before.keys(), ...now.keys()])].filter((bucket) => before.get(bucket) !== now.get(bucket));
}

/** Null where PostgreSQL's own objects are among them: what follows from those is not in pg_depend. */
function oidsOf(buckets: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> | null {
  const oids = new Map<string, string[]>();
  for (const key of buckets) {
    const [classid = '', bucket = ''] = key.split(' ');
    const first = Number(bucket) * BUCKET;
    if (first < FIRST_USER_OID) return null;
    const ofClass = oids.get(classid) ?? [];
    for (let oid = first; oid < first + BUCKET; oid += 1) ofClass.push(String(oid));
    oids.set(classid, ofClass);
  }
  return oids;
}

/** `{16384,16385}` → its items. */
function items(array: string): readonly string[] {
  return array === '{}' ? [] : array.slice(1, -1).split(',');
}
