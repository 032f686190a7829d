import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readMigrationsFolder } from '../folder';

/** Equal as long as the files of a migrations folder and its archive are the same. @throws MigrationError */
export async function folderState(folder: string): Promise<string> {
  const { files } = await readMigrationsFolder(folder);
  const hash = createHash('sha256');
  for (const { path, name, place } of files) hash.update(JSON.stringify([name, place])).update(await readFile(path));
  return hash.digest('hex');
}
