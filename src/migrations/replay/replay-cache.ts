import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { dependencies } from '../../../package.json';
import { standInFiles } from '../../environments/embedded/stand-ins';
import { createdExtensions } from '../../environments/statement-kinds';
import type { Script } from './script';

/** A database that was saved after so many scripts. */
export interface SavedReplay {
  readonly file: string;
  readonly scripts: number;
}

/** One of these is about 5 MB. */
const MOST_KEPT = 40;

/** Where this system keeps what can be made again. */
export function systemCacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const base =
    process.platform === 'win32'
      ? (env.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? path.join(homedir(), 'Library', 'Caches')
        : (env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'));
  return path.join(base, 'schema-drift', 'replays');
}

/**
 * Databases that were saved in the middle of a replay, named by all that was replayed up to there: when a file changes,
 * only it and those behind it run again. It is a cache: what can't be written or read is as if it were not there.
 */
export class ReplayCache {
  readonly #folder: string;
  /** The name of the database after so many scripts. */
  readonly #names: readonly string[];

  constructor(folder: string, base: Script, scripts: readonly Script[]) {
    this.#folder = folder;
    let name = digest(dependencies['@electric-sql/pglite'], ...contentOf(base));
    this.#names = [name, ...scripts.map((script) => (name = digest(name, ...contentOf(script))))];
  }

  /** The one with the most of these scripts. */
  async find(): Promise<SavedReplay | null> {
    const there = new Set(await readdir(this.#folder).catch(() => []));
    const scripts = this.#names.findLastIndex((name) => there.has(name));
    const name = this.#names[scripts];
    if (name === undefined) return null;
    const file = path.join(this.#folder, name);
    const now = new Date();
    await utimes(file, now, now).catch(() => undefined);
    return { file, scripts };
  }

  /** Keeps the database as it is after so many scripts; whoever else reads sees the whole of it or nothing. */
  async keep(scripts: number, save: (file: string) => Promise<void>): Promise<void> {
    const name = this.#names[scripts];
    if (name === undefined) return;
    const unfinished = path.join(this.#folder, `.${name}.${randomBytes(6).toString('hex')}`);
    try {
      await mkdir(this.#folder, { recursive: true });
      await chmod(this.#folder, 0o700);
      await save(unfinished);
      await rename(unfinished, path.join(this.#folder, name));
      await this.#forgetOldest();
    } catch {
      await rm(unfinished, { force: true }).catch(() => undefined);
    }
  }

  /** What was found can't be used. */
  async forget({ file }: SavedReplay): Promise<void> {
    await rm(file, { force: true }).catch(() => undefined);
  }

  async #forgetOldest(): Promise<void> {
    const files = (await readdir(this.#folder)).map((name) => path.join(this.#folder, name));
    if (files.length <= MOST_KEPT) return;
    const used = await Promise.all(files.map(async (file) => ({ file, at: (await stat(file)).mtimeMs })));
    const oldest = used.sort((a, b) => a.at - b.at).slice(0, files.length - MOST_KEPT);
    await Promise.all(oldest.map(({ file }) => rm(file, { force: true })));
  }
}

/** All that a script brings into a database. */
function contentOf({ text, statements }: Script): readonly string[] {
  return [text, JSON.stringify(createdExtensions(statements).flatMap(standInFiles))];
}

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
