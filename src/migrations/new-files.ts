import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, mkdir, open, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MigrationError } from './errors';

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files that must not exist yet: all of them or none, each complete from the moment it has its name.
 * Folders are made. Throws MigrationError; then neither files nor folders of this call are left.
 */
export async function writeNewFiles(files: readonly NewFile[]): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const { path, text } of files) {
      undo.push(...(await makeFolder(dirname(path))));
      await writeNewFile(path, text);
      undo.push(() => rm(path, { force: true }));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => undefined);
    throw error;
  }
}

async function makeFolder(folder: string): Promise<(() => Promise<void>)[]> {
  try {
    const topmost = await mkdir(folder, { recursive: true });
    if (topmost === undefined) return [];
    const made = [folder];
    for (let parent = folder; parent !== topmost && parent !== dirname(parent);) {
      parent = dirname(parent);
      made.push(parent);
    }
    return made.reverse().map((path) => () => rmdir(path));
  } catch (error) {
    throw new MigrationError(`The folder ${folder} cannot be made: ${reason(error)}. Nothing was written.`, {
      cause: error,
    });
  }
}

async function writeNewFile(path: string, text: string): Promise<void> {
  const unfinished = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    const file = await open(unfinished, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await giveName(unfinished, path);
  } catch (error) {
    const cause = { cause: error };
    if (codeOf(error) === 'EEXIST')
      throw new MigrationError(`${path} exists already and is never overwritten. Choose another name.`, cause);
    throw new MigrationError(
      `${path} cannot be written: ${reason(error)}. Nothing was written. Check that the folder is there and that you may write to it.`,
      cause,
    );
  } finally {
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}

/** A rename would replace a file that another process made in the meantime; a link does not. */
async function giveName(unfinished: string, path: string): Promise<void> {
  try {
    await link(unfinished, path);
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error) ?? '')) throw error;
    await copyFile(unfinished, path, constants.COPYFILE_EXCL);
  }
}

/** What file systems without hard links, such as exFAT, answer. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you have no permission to write there',
  EPERM: 'the system does not permit it',
  EROFS: 'it lies on a read-only file system',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file and no folder',
  EEXIST: 'a file of that name is in the way',
};

function reason(error: unknown): string {
  return REASONS[codeOf(error) ?? ''] ?? (error instanceof Error ? error.message : String(error));
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
