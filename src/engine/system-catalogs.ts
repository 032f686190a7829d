/**
 * The system catalogs that pg_depend points into, by the object ids that PostgreSQL fixes in its headers
 * (src/include/catalog/*.h): the same in every version and database.
 */
export const SYSTEM_CATALOGS = {
  pg_default_acl: '826',
  pg_type: '1247',
  pg_proc: '1255',
  pg_class: '1259',
  pg_authid: '1260',
  pg_auth_members: '1261',
  pg_foreign_server: '1417',
  pg_user_mapping: '1418',
  pg_foreign_data_wrapper: '2328',
  pg_am: '2601',
  pg_amop: '2602',
  pg_amproc: '2603',
  pg_attrdef: '2604',
  pg_cast: '2605',
  pg_constraint: '2606',
  pg_conversion: '2607',
  pg_language: '2612',
  pg_namespace: '2615',
  pg_opclass: '2616',
  pg_operator: '2617',
  pg_rewrite: '2618',
  pg_trigger: '2620',
  pg_opfamily: '2753',
  pg_extension: '3079',
  pg_policy: '3256',
  pg_db_role_setting: '2964',
  pg_statistic_ext: '3381',
  pg_collation: '3456',
  pg_init_privs: '3394',
  pg_event_trigger: '3466',
  pg_transform: '3576',
  pg_ts_dict: '3600',
  pg_ts_parser: '3601',
  pg_ts_config: '3602',
  pg_ts_template: '3764',
  pg_subscription: '6100',
  pg_publication: '6104',
  pg_publication_rel: '6106',
  pg_publication_namespace: '6237',
} as const;

export type SystemCatalog = keyof typeof SYSTEM_CATALOGS;

/** Objects below this oid come with the server itself (FirstNormalObjectId). */
export const FIRST_USER_OID = 16384;

/** What stands after FROM for the rows of a catalog that did not come with the server, called `own`. */
export function ownRows(catalog: SystemCatalog): string {
  return `pg_catalog.${catalog} own WHERE own.oid >= ${FIRST_USER_OID}`;
}

/** The schema `public` has a fixed oid below FIRST_USER_OID and yet belongs to the user. */
export const PUBLIC_SCHEMA_OID = 2200;
