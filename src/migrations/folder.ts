import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { MigrationError } from './errors';

/** One file of the migrations folder. */
export interface MigrationFile {
  readonly path: string;
  /** As people call it: `20260118000000_threading.sql`; for Prisma, `20260118000000_threading/migration.sql`. */
  readonly name: string;
  /** The digits before the first underscore; null for a name that the Supabase command line skips. */
  readonly version: string | null;
  /** What stands after the version; the whole name where there is none. */
  readonly title: string;
  /** Archived files lie in a folder beside, such as `supabase/migrations_archive`, and are not applied any more. */
  readonly place: 'current' | 'archive';
}

export interface MigrationsFolder {
  readonly path: string;
  /** The current files in the order in which they are applied, then the archived ones. */
  readonly files: readonly MigrationFile[];
}

const VERSIONED = /^(\d+)_(.*)$/s;
/** The Supabase command line once wrote its own first migration, and passes over it since. */
const FORMER_FIRST = /^(\d{14})_init\.sql$/;
const FORMER_FIRST_BEFORE = '20211209000000';
/** In each of its folders Prisma has one of these. */
const PRISMA_FILE = 'migration.sql';

/**
 * Lists a migrations folder, flat as the Supabase command line has it or with a folder per migration as Prisma has it,
 * and the archive beside it where there is one.
 * @throws MigrationError when the folder cannot be read
 */
export async function readMigrationsFolder(folder: string): Promise<MigrationsFolder> {
  const names = await namesIn(folder);
  if (names === null)
    throw new MigrationError(
      `The migrations folder ${folder} does not exist. Write a migration first, or say in schema-drift.json ("migrations") where they are.`,
    );
  const archive = archiveOf(folder);
  const archived = (await namesIn(archive)) ?? [];
  return {
    path: folder,
    files: [
      ...names.map((name, index) => migrationFile(folder, name, 'current', index === 0)),
      ...archived.map((name) => migrationFile(archive, name, 'archive', false)),
    ],
  };
}

/** Where files go that are not applied any more: `supabase/migrations_archive`. */
export function archiveOf(folder: string): string {
  return join(folder, '..', `${basename(folder)}_archive`);
}

/** Sorted by bytes, as Go reads a folder; null when there is no such folder. */
async function namesIn(folder: string): Promise<readonly string[] | null> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = await Promise.all(
      entries.map(async (entry) => {
        if (entry.name.startsWith('.')) return [];
        if (!entry.isDirectory()) return entry.name.endsWith('.sql') ? [entry.name] : [];
        const inside = VERSIONED.test(entry.name) ? await readdir(join(folder, entry.name)) : [];
        return inside.includes(PRISMA_FILE) ? [`${entry.name}/${PRISMA_FILE}`] : [];
      }),
    );
    return names.flat().sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new MigrationError(
      `The folder ${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  }
}

function migrationFile(folder: string, name: string, place: MigrationFile['place'], first: boolean): MigrationFile {
  const path = join(folder, name);
  const stem = name.replace(/\/migration\.sql$|\.sql$/, '');
  const [, version, title] = VERSIONED.exec(stem) ?? [];
  if (version === undefined || title === undefined || (first && isFormerFirst(name)))
    return { path, name, version: null, title: stem, place };
  return { path, name, version, title, place };
}

function isFormerFirst(name: string): boolean {
  const [, stamp] = FORMER_FIRST.exec(name) ?? [];
  return stamp !== undefined && stamp < FORMER_FIRST_BEFORE;
}
