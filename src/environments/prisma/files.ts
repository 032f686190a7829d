import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { EnvironmentError } from '../errors';
import { unreadableFile } from '../location';
import { NotText, readTextFile } from '../text-file';
import type { PrismaFile } from './engine';

/**
 * A Prisma schema: one file, or all `.prisma` files below a folder.
 * @param workspace what the names of the files start from
 * @throws EnvironmentError
 */
export async function readPrismaFiles(
  location: string,
  environment: string,
  workspace: string,
): Promise<readonly PrismaFile[]> {
  const nameOf = (file: string): string => path.relative(workspace, file) || file;
  let files: readonly string[];
  try {
    files = (await stat(location)).isDirectory() ? await filesBelow(location) : [location];
  } catch (error) {
    throw unreadableFile(environment, nameOf(location), error);
  }
  if (files.length === 0) {
    throw new EnvironmentError({
      reason: 'not-found',
      environment,
      message: `${environment}: ${nameOf(location)} holds no .prisma file.`,
      hint: 'Name the folder or the file of the Prisma schema, such as prisma/schema.prisma.',
    });
  }
  return Promise.all(
    files.map(async (file) => ({ name: nameOf(file), text: await textOf(file, nameOf(file), environment) })),
  );
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.prisma'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function textOf(file: string, name: string, environment: string): Promise<string> {
  try {
    return await readTextFile(file);
  } catch (error) {
    if (!(error instanceof NotText)) throw unreadableFile(environment, name, error);
    throw new EnvironmentError({
      reason: 'unreadable',
      environment,
      message: `${environment}: ${name} is not a Prisma schema as text.`,
      hint: 'Save it in UTF-8.',
    });
  }
}
