import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SchemaWork } from '../src/extension/schema-work';
import { peakMemory } from './child';
import { generateMigrations } from './generate';
import type { Measured } from './protocol';

/** What replaying a migrations folder takes. */
export interface ReplayFigures {
  readonly files: number;
  readonly fromNothing: Measured;
  readonly lastChanged: Measured;
  /** The same in VS Code, whose process stays, ms. */
  readonly lastChangedAgain: number;
}

/** How often it is looked how much memory the embedded PostgreSQL has. */
const LOOK_MS = 100;

/** How long somebody looks at the answer before they change the file once more. */
const LOOKED_AT_MS = 10_000;

/** Replays so many files with the command line, from nothing and with only the last one changed, and as VS Code does. */
export async function measureReplay(files: number): Promise<ReplayFigures> {
  const workspace = await mkdtemp(path.join(tmpdir(), 'schema-drift-bench-'));
  try {
    const names = generateMigrations(files).map((sql, at) => ({ name: `${20250101000000 + at}_table.sql`, sql }));
    for (const { name, sql } of names) await writeFile(path.join(workspace, name), sql);
    const fromNothing = await replay(workspace);
    const change = () => appendFile(path.join(workspace, names.at(-1)?.name ?? ''), '-- changed\n');
    await change();
    const lastChanged = await replay(workspace);
    return { files, fromNothing, lastChanged, lastChangedAgain: await replayAgain(workspace, change) };
  } finally {
    await rm(workspace, { recursive: true });
  }
}

/** Replays in the extension's thread, as the extension does when a migration was saved; the second time counts. */
async function replayAgain(folder: string, change: () => Promise<void>): Promise<number> {
  const work = new SchemaWork(path.resolve('dist/schema-thread.js'));
  const options = { workspace: folder, env: { ...process.env, XDG_CACHE_HOME: path.join(folder, '.cache') } };
  const once = () =>
    work.fileObjects({ name: 'bench', kind: 'migrations', protected: false, location: { path: '.' } }, options);
  try {
    await once();
    await pause(LOOKED_AT_MS);
    await change();
    const start = performance.now();
    await once();
    return performance.now() - start;
  } finally {
    work.dispose();
  }
}

/** The whole command, and the memory of the embedded PostgreSQL. */
async function replay(folder: string): Promise<Measured> {
  const start = performance.now();
  const command = [
    path.resolve('dist/cli.js'),
    'snapshot',
    '--of',
    'migrations:.',
    '--out',
    path.join(folder, 'snapshot.json'),
  ];
  const running = spawn(process.execPath, command, {
    cwd: folder,
    env: { ...process.env, XDG_CACHE_HOME: path.join(folder, '.cache') },
    stdio: 'ignore',
  });
  let peakKb = 0;
  const look = setInterval(() => {
    try {
      peakKb = Math.max(peakKb, ...childrenOf(running.pid).map(peakMemory));
    } catch {
      // It has just ended.
    }
  }, LOOK_MS);
  const [code] = (await once(running, 'exit')) as [number | null];
  clearInterval(look);
  if (code !== 0) throw new Error(`replaying ${folder} ended with ${code}`);
  return { ms: performance.now() - start, peakKb };
}

function childrenOf(pid: number | undefined): readonly string[] {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).flatMap((task) =>
    readFileSync(`${tasks}/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
}
