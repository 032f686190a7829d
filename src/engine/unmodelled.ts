import type { NotCompared } from './model';
import { text, type Reader, type Row } from './reader';
import { FIRST_USER_OID, SYSTEM_CATALOGS, type SystemCatalog } from './system-catalogs';

/** Kinds that PostgreSQL has and the engine does not compare yet: where to find them, so that they are said. */
const UNMODELLED: readonly { kind: string; catalog: SystemCatalog; name: string; where?: string }[] = [
  { kind: 'text_search_configuration', catalog: 'pg_ts_config', name: 'cfgname' },
  { kind: 'text_search_dictionary', catalog: 'pg_ts_dict', name: 'dictname' },
  { kind: 'text_search_parser', catalog: 'pg_ts_parser', name: 'prsname' },
  { kind: 'text_search_template', catalog: 'pg_ts_template', name: 'tmplname' },
];

/** Lists every object of those kinds: kind, classid, oid, name. */
export const UNMODELLED_QUERY = UNMODELLED.map(
  ({ kind, catalog, name, where }) =>
    `SELECT '${kind}', '${SYSTEM_CATALOGS[catalog]}', oid::text, ${name} FROM pg_catalog.${catalog} ` +
    `WHERE oid >= ${FIRST_USER_OID}${where === undefined ? '' : ` AND ${where}`}`,
).join(' UNION ALL ');

/** What was found, less what extensions brought along. */
export function notCompared(rows: readonly Row[], reader: Reader): readonly NotCompared[] {
  const names = new Map<string, string[]>();
  for (const row of rows) {
    const catalog = UNMODELLED.find(({ kind }) => kind === row[0])?.catalog;
    if (catalog === undefined || reader.isExtensionMember(catalog, text(row, 2))) continue;
    const list = names.get(text(row, 0)) ?? [];
    names.set(text(row, 0), [...list, text(row, 3)]);
  }
  return [...names].map(([kind, list]) => ({ kind, count: list.length, examples: list.sort().slice(0, 5) }));
}
