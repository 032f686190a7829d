import { resolve } from 'node:path';
import { readTextFile } from '../environments/text-file';
import { UsageError, type Session } from './session';

/** The text of a file that the person named. Throws UsageError when it cannot be read. */
export async function readSqlFile(file: string, { workspace }: Session): Promise<string> {
  const path = resolve(workspace, file);
  try {
    return await readTextFile(path);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const why = missing
      ? 'does not exist'
      : `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    throw new UsageError(`The file ${path} ${why}. Nothing was run.`);
  }
}
