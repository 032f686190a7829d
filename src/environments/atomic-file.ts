import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a whole file or nothing: a reader never sees half of it, and a failure leaves what was there.
 * @throws the system's error; no temporary file stays behind
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  // In the same folder, because a rename can't cross file systems.
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}`);
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
