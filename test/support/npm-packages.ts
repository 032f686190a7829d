import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cache } from './paths';

/**
 * Installs npm packages into a folder of their own under `.cache/`, once.
 * In: the folder's name (with the version in it, so that a new pin is a new folder), the packages with exact versions,
 * and what else must be done before the folder counts as complete. Out: the folder.
 * Errors: npm's own words when it fails; nothing half-installed stays behind.
 */
export async function installOnce(
  name: string,
  packages: Record<string, string>,
  complete: (folder: string) => Promise<void> | void = () => undefined,
): Promise<string> {
  const folder = path.join(cache, name);
  if (existsSync(folder)) return folder;

  await mkdir(cache, { recursive: true });
  // Two test runs may install at once: each in a folder of its own, and the first to finish wins.
  const draft = await mkdtemp(path.join(cache, `${name}.draft-`));
  try {
    // Made for us alone, but PostgreSQL may run as somebody else.
    await chmod(draft, 0o755);
    await writeFile(path.join(draft, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
    npm(draft, ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--omit=dev']);
    await complete(draft);
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** Runs npm in a folder. Errors: with npm's output. */
export function npm(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const result = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...outsideOfNpm(process.env), ...env },
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    const reason = result.error?.message ?? `${result.stdout}\n${result.stderr}`;
    throw new Error(`npm ${args.join(' ')} failed in ${folder}. Is the npm registry reachable?\n${reason}`);
  }
}

/** `npm test` tells its children about this repository (prefix, workspace, omit …): an installation elsewhere must not hear it. */
function outsideOfNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const told = /^npm_(package_|lifecycle_|config_(local_)?prefix$|config_(workspace|omit|ignore_scripts|global))/i;
  return Object.fromEntries(Object.entries(env).filter(([key]) => !told.test(key)));
}
