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

const ROLES = ['anon', 'authenticated', 'service_role'];

/** A database is Supabase's when it has both the roles and the schemas that every project has. */
export function isSupabase(catalog: Catalog): boolean {
  return (
    ROLES.every((role) => catalog.server.roles.includes(role)) &&
    ['auth', 'storage'].every((name) => catalog.objects.has(`schema:${name}`))
  );
}
