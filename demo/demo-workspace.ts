import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DemoDatabaseName } from './databases';

const here = path.dirname(fileURLToPath(import.meta.url));

/** Older than every migration that the demo writes. */
const INITIAL_MIGRATION = '20250301080000_initial_schema.sql';

/** Everything that a run of the demo writes; ignored by git. */
export const dataFolder = path.join(here, '.data');

/**
 * Makes a fresh copy of the sample workspace in a folder that only the demo uses, with the databases' URLs in its
 * `.env`. Whatever an earlier run left in that folder is removed.
 */
export async function prepareWorkspace(
  folder: string,
  urls: Readonly<Record<DemoDatabaseName, string>>,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await cp(path.join(here, 'workspace'), folder, { recursive: true });

  const migrations = path.join(folder, 'supabase', 'migrations');
  await mkdir(migrations, { recursive: true });
  await cp(path.join(here, 'development.sql'), path.join(migrations, INITIAL_MIGRATION));

  const env = [`PRODUCTION_DATABASE_URL="${urls.production}"`, `DEVELOPMENT_DATABASE_URL="${urls.development}"`, ''];
  await writeFile(path.join(folder, '.env'), env.join('\n'));
  await writeFile(path.join(folder, '.gitignore'), '.env\n');
}
