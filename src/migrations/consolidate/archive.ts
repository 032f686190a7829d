import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MigrationError } from '../errors';
import { archiveOf } from '../folder';
import { writeNewFiles, type NewFile } from '../new-files';
import type { Consolidation } from './consolidate';
import { folderState } from './folder-state';

/**
 * Writes the master file and what goes with it, then moves the files that it replaces into the archive: all or nothing.
 * @returns the archive
 * @throws MigrationError; then everything is where it was
 */
export async function carryOut(
  { folder, files, replaced, state }: Consolidation,
  others: readonly NewFile[],
): Promise<string> {
  if ((await folderState(folder)) !== state)
    throw new MigrationError(`The files in ${folder} have changed meanwhile. Consolidate again. Nothing was written.`);
  const archive = archiveOf(folder);
  const written = [...files, ...others];
  await writeNewFiles(written);
  const undo: (() => Promise<void>)[] = written.map(
    ({ path }) =>
      () =>
        rm(path, { force: true }),
  );
  try {
    await mkdir(archive, { recursive: true });
    for (const { path, name } of replaced) {
      const archived = join(archive, name);
      await rename(path, archived);
      undo.push(() => rename(archived, path));
    }
    return archive;
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => undefined);
    throw new MigrationError(
      `The old files cannot be moved to ${archive}: ${error instanceof Error ? error.message : String(error)}. Everything is where it was.`,
      { cause: error },
    );
  }
}
