import { access, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What the first migration of a folder finds: a Supabase project, or an empty PostgreSQL. */
export type Platform = 'supabase' | 'none';

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

/** The SQL that lays a platform. */
export async function platformSql(platform: Platform): Promise<string> {
  if (platform === 'none') return '';
  // Beside this file, and beside the bundle that it becomes a part of.
  return readFile(path.join(__dirname, 'platform', `${platform}.sql`), 'utf8');
}
