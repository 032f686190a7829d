import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { repository } from './paths';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless Chromium. Errors: when the machine has none and none can be installed, with what was tried. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findOrInstallChromium(), headless: true, args: FLAGS });
}

let found: string | undefined;

/**
 * A Chromium: the one that the variable CHROMIUM names, an installed one, else Playwright's download, else one from the
 * system's package manager.
 */
export function findOrInstallChromium(): string {
  found ??= fromVariable() ?? installed() ?? downloaded() ?? fromPackageManager();
  if (found !== undefined) return found;
  throw new Error(
    'There is no Chromium on this machine, Playwright could not download one, and the package manager gave none. ' +
      'Install Chromium or Chrome, or name one: CHROMIUM=/path/to/chrome npm test',
  );
}

function fromVariable(): string | undefined {
  const named = process.env.CHROMIUM;
  if (named === undefined || named === '') return undefined;
  if (!existsSync(named)) throw new Error(`CHROMIUM names ${named}, which does not exist.`);
  return named;
}

function installed(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return [...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))), ...MAC].find((file) =>
    existsSync(file),
  );
}

function downloaded(): string | undefined {
  const known = () => [chromium.executablePath()].find((file) => existsSync(file));
  if (known() === undefined) {
    const cli = path.join(repository, 'node_modules', 'playwright-core', 'cli.js');
    // A downloaded browser needs libraries that a bare machine lacks; only root can add them.
    if (run(process.execPath, [cli, 'install', 'chromium'], 300) && process.getuid?.() === 0) {
      run(process.execPath, [cli, 'install-deps', 'chromium'], 600);
    }
  }
  return known();
}

function fromPackageManager(): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (run('apt-get', ['update'], 300)) run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], 600);
  else if (!run('dnf', ['install', '-y', 'chromium'], 600)) run('apk', ['add', 'chromium'], 600);
  return installed();
}

function run(program: string, args: readonly string[], seconds: number): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { env, stdio: 'ignore', timeout: seconds * 1000 }).status === 0;
}
