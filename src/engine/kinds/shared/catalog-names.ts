import type { CatalogObject } from '../../model';
import { ident, literal } from '../../quote';

/** Catalogs whose rows have a name and a schema, with the prefix of their columns. */
const PREFIXES = {
  pg_proc: 'pro',
  pg_collation: 'coll',
  pg_opclass: 'opc',
  pg_opfamily: 'opf',
  pg_ts_parser: 'prs',
  pg_ts_template: 'tmpl',
  pg_ts_dict: 'dict',
  pg_ts_config: 'cfg',
  pg_conversion: 'con',
  pg_statistic_ext: 'stx',
} as const;

/** SQL for the qualified name of the row with this oid; null where there is none. */
export function nameSql(catalog: keyof typeof PREFIXES, oid: string): string {
  const prefix = PREFIXES[catalog];
  return (
    `(SELECT pg_catalog.quote_ident(name_schema.nspname) || '.' || pg_catalog.quote_ident(named.${prefix}name) ` +
    `FROM pg_catalog.${catalog} named JOIN pg_catalog.pg_namespace name_schema ON name_schema.oid = named.${prefix}namespace ` +
    `WHERE named.oid = ${oid})`
  );
}

/** SQL for a function with its argument types; null where there is none. */
export function signatureSql(oid: string): string {
  return (
    `(SELECT pg_catalog.quote_ident(name_schema.nspname) || '.' || pg_catalog.quote_ident(named.proname) || ` +
    `'(' || pg_catalog.oidvectortypes(named.proargtypes) || ')' ` +
    `FROM pg_catalog.pg_proc named JOIN pg_catalog.pg_namespace name_schema ON name_schema.oid = named.pronamespace ` +
    `WHERE named.oid = ${oid})`
  );
}

/** SQL for `schema.+`, what stands inside OPERATOR(…); null where there is none. */
export function operatorNameSql(oid: string): string {
  return (
    `(SELECT pg_catalog.quote_ident(name_schema.nspname) || '.' || named.oprname ` +
    `FROM pg_catalog.pg_operator named JOIN pg_catalog.pg_namespace name_schema ON name_schema.oid = named.oprnamespace ` +
    `WHERE named.oid = ${oid})`
  );
}

/** SQL for a type's name; null where there is none. */
export function typeNameSql(oid: string): string {
  return `CASE WHEN ${oid} <> 0 THEN pg_catalog.format_type(${oid}, NULL) END`;
}

/** A boolean expression: the catalog has a row of that name in that schema, of which the condition is true. */
export function objectExists(
  catalog: keyof typeof PREFIXES,
  { schema, name }: CatalogObject,
  condition = 'true',
): string {
  const prefix = PREFIXES[catalog];
  return (
    `EXISTS (SELECT FROM pg_catalog.${catalog} WHERE ${prefix}name = ${literal(name)} ` +
    `AND ${prefix}namespace = pg_catalog.to_regnamespace(${literal(ident(schema ?? ''))})${condition === 'true' ? '' : ` AND ${condition}`})`
  );
}
