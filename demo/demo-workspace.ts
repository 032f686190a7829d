import { cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DemoDatabaseName, Situation } from './situation';

/** Everything that a run of the demo writes; ignored by git. */
export const dataFolder = fileURLToPath(new URL('.data', import.meta.url));

/**
 * Makes a fresh copy of a situation's workspace in a folder that only the demo uses, with the databases' URLs in its
 * `.env`. Whatever an earlier run left in that folder is removed.
 */
export async function prepareWorkspace(
  situation: Pick<Situation, 'folder'>,
  folder: string,
  urls: Readonly<Record<DemoDatabaseName, string>>,
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await cp(path.join(situation.folder, 'workspace'), folder, { recursive: true });

  const env = [`PRODUCTION_DATABASE_URL="${urls.production}"`, `DEVELOPMENT_DATABASE_URL="${urls.development}"`, ''];
  await writeFile(path.join(folder, '.env'), env.join('\n'));
  await writeFile(path.join(folder, '.gitignore'), '.env\n');
}
