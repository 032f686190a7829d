import type { Catalog } from './model';

/** Schemas that Supabase creates and keeps, as its documentation and its command line list them. */
export const SUPABASE_SCHEMAS: ReadonlySet<string> = new Set([
  '_analytics',
  '_realtime',
  '_supavisor',
  'auth',
  'cron',
  'dbdev',
  'etl',
  'extensions',
  'graphql',
  'graphql_public',
  'net',
  'pgbouncer',
  'pgmq',
  'pgsodium',
  'pgsodium_masks',
  'pgtle',
  'realtime',
  'repack',
  'storage',
  'supabase_functions',
  'supabase_migrations',
  'tiger',
  'tiger_data',
  'topology',
  'vault',
]);

/** Roles that Supabase creates and keeps. */
const SUPABASE_ROLES: ReadonlySet<string> = new Set([
  'anon',
  'authenticated',
  'authenticator',
  'cli_login_postgres',
  'dashboard_user',
  'pgbouncer',
  'pgsodium_keyholder',
  'pgsodium_keyiduser',
  'pgsodium_keymaker',
  'pgtle_admin',
  'postgres',
  'service_role',
  'supabase_admin',
  'supabase_auth_admin',
  'supabase_etl_admin',
  'supabase_functions_admin',
  'supabase_privileged_role',
  'supabase_read_only_user',
  'supabase_realtime_admin',
  'supabase_replication_admin',
  'supabase_storage_admin',
]);

/** True for Supabase's own roles and for those that every PostgreSQL has. */
export function isSupabaseRole(name: string): boolean {
  return SUPABASE_ROLES.has(name) || name.startsWith('pg_');
}

const ROLES = ['anon', 'authenticated', 'service_role'];

/** A database is Supabase's when it has both the roles and the schemas that every project has. */
export function isSupabase(catalog: Catalog): boolean {
  return (
    ROLES.every((role) => catalog.server.roles.includes(role)) &&
    ['auth', 'storage'].every((name) => catalog.objects.has(`schema:${name}`))
  );
}
