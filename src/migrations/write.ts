import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Environment } from '../environments/environment';
import { isMigrationsFolder } from '../environments/folder-environment';
import { MigrationError } from './errors';
import { nextStamps, slug } from './name';
import { writeNewFiles, type NewFile } from './new-files';

/**
 * Writes a migration into the migrations folder as YYYYMMDDHHMMSS_name.sql: later than every file there,
 * several files where a commit is needed in between, and its verification queries beside the folder.
 * @returns the paths in the order in which the migrations run, then that of the verification queries
 * @throws MigrationError; then nothing was written
 */
export async function writeMigration(
  folder: string,
  name: string,
  texts: readonly string[],
  now: Date,
  verification?: string,
): Promise<readonly string[]> {
  const migrations = newMigrations(folder, [{ name, texts }], await namesIn(folder), now);
  const last = migrations.at(-1)?.stamp;
  const files: readonly NewFile[] =
    verification === undefined || last === undefined
      ? migrations
      : [...migrations, { path: verificationPath(folder, `${last}_${slug(name)}`), text: verification }];
  await writeNewFiles(files);
  return files.map(({ path }) => path);
}

/** A migration before it has a timestamp. */
export interface NewMigration {
  readonly name: string;
  /** Several where a commit is needed in between. */
  readonly texts: readonly string[];
}

/**
 * Writes several migrations as `writeMigration` writes one: all or none.
 * @returns the paths in the order in which they run
 * @throws MigrationError; then nothing was written
 */
export async function writeMigrations(
  folder: string,
  migrations: readonly NewMigration[],
  now: Date,
): Promise<readonly string[]> {
  const files = newMigrations(folder, migrations, await namesIn(folder), now);
  await writeNewFiles(files);
  return files.map(({ path }) => path);
}

function newMigrations(
  folder: string,
  migrations: readonly NewMigration[],
  existing: readonly string[],
  now: Date,
): readonly (NewFile & { readonly stamp: string })[] {
  const parts = migrations.flatMap(({ name, texts }) => {
    const stem = slug(name);
    return texts.map((text, index) => ({
      text,
      title: texts.length === 1 ? stem : `${stem}_${index + 1}_of_${texts.length}`,
    }));
  });
  const stamps = nextStamps(existing, parts.length, now);
  return parts.map(({ text, title }, index) => {
    const stamp = stamps[index] ?? '';
    return { path: join(folder, `${stamp}_${title}.sql`), text, stamp };
  });
}

/**
 * Writes verification queries beside the migrations folder, stamped as a migration written now would be.
 * @returns the path
 * @throws MigrationError; then nothing was written
 */
export async function writeVerification(folder: string, name: string, text: string, now: Date): Promise<string> {
  return writeFile(await fileBeside(folder, name, text, now, verificationPath));
}

/**
 * Writes a script that changes the migration history of one database: beside the folder, because it is no migration.
 * @returns the path
 * @throws MigrationError; then nothing was written
 */
export async function writeHistoryScript(folder: string, name: string, text: string, now: Date): Promise<string> {
  return writeFile(await historyScriptFile(folder, name, text, now));
}

/** The same, not written yet. @throws MigrationError when the folders cannot be read */
export async function historyScriptFile(folder: string, name: string, text: string, now: Date): Promise<NewFile> {
  return fileBeside(folder, name, text, now, historyScriptPath);
}

async function writeFile(file: NewFile): Promise<string> {
  await writeNewFiles([file]);
  return file.path;
}

async function fileBeside(
  folder: string,
  name: string,
  text: string,
  now: Date,
  pathOf: (folder: string, name: string) => string,
): Promise<NewFile> {
  const stem = slug(name);
  const beside = dirname(pathOf(folder, stem));
  const [stamp = ''] = nextStamps([...(await namesIn(folder)), ...(await namesIn(beside))], 1, now);
  return { path: pathOf(folder, `${stamp}_${stem}`), text };
}

/** `supabase/migrations` has its verification queries in `supabase/verification`. */
function verificationPath(folder: string, name: string): string {
  return join(dirname(folder), 'verification', `${basename(name)}_verify.sql`);
}

/** `supabase/migrations` has the scripts for its histories in `supabase/history`. */
function historyScriptPath(folder: string, name: string): string {
  return join(dirname(folder), 'history', `${basename(name)}.sql`);
}

/**
 * The folder for a migration that makes a database as `source` is: the migrations folder, or `supabase/repairs` where
 * the source is that folder itself. Its files say all of that already, and would be replayed together with it.
 * @param folder the absolute path of the migrations folder
 */
export function folderForMigration(folder: string, source: Environment, workspace: string): string {
  return isMigrationsFolder(source, folder, workspace) ? join(dirname(folder), 'repairs') : folder;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new MigrationError(
      `The folder ${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}. Nothing was written.`,
      { cause: error },
    );
  }
}
