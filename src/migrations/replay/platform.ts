import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Platform } from '../../environments/environment';

/** Supabase's, where the folder lies in one named `supabase` or beside Supabase's config.toml. */
export async function platformOf(folder: string): Promise<Platform> {
  const parent = path.dirname(path.resolve(folder));
  if (path.basename(parent) === 'supabase') return 'supabase';
  return access(path.join(parent, 'config.toml')).then(
    () => 'supabase',
    () => 'none',
  );
}

/** What migrations run with. */
export const SEARCH_PATH: Readonly<Record<Platform, string>> = {
  supabase: '"$user", public, extensions',
  none: '"$user", public',
};

/** The roles of a platform, with their options. */
export const PLATFORM_ROLES: Readonly<Record<Platform, Readonly<Record<string, string>>>> = {
  supabase: {
    postgres: 'SUPERUSER LOGIN CREATEROLE CREATEDB REPLICATION BYPASSRLS',
    anon: 'NOLOGIN',
    authenticated: 'NOLOGIN',
    service_role: 'NOLOGIN BYPASSRLS',
    authenticator: 'LOGIN NOINHERIT',
    dashboard_user: 'NOLOGIN CREATEROLE CREATEDB REPLICATION',
    pgbouncer: 'LOGIN',
    supabase_admin: 'LOGIN SUPERUSER CREATEROLE CREATEDB REPLICATION BYPASSRLS',
    supabase_auth_admin: 'LOGIN NOINHERIT CREATEROLE',
    supabase_etl_admin: 'LOGIN REPLICATION',
    supabase_functions_admin: 'LOGIN NOINHERIT CREATEROLE',
    supabase_privileged_role: 'NOLOGIN',
    supabase_read_only_user: 'LOGIN BYPASSRLS',
    supabase_realtime_admin: 'NOLOGIN NOINHERIT',
    supabase_replication_admin: 'LOGIN REPLICATION',
    supabase_storage_admin: 'LOGIN NOINHERIT CREATEROLE',
  },
  none: {},
};

/** The SQL that lays a platform. */
export async function platformSql(platform: Platform): Promise<string> {
  if (platform === 'none') return '';
  // Roles belong to the whole server: one that is there already stays as it is.
  const roles = Object.entries(PLATFORM_ROLES[platform]).map(
    ([name, options]) =>
      `DO $$ BEGIN CREATE ROLE ${name} ${options}; EXCEPTION WHEN duplicate_object THEN NULL; END $$;\n`,
  );
  // Beside this file, and beside the bundle that it becomes a part of.
  return roles.join('') + (await readFile(path.join(__dirname, 'platform', `${platform}.sql`), 'utf8'));
}
