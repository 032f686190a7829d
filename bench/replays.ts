import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { peakMemory } from './child';
import { generateMigrations } from './generate';
import type { Measured } from './protocol';

/** What replaying a migrations folder takes. */
export interface ReplayFigures {
  readonly files: number;
  readonly fromNothing: Measured;
  readonly lastChanged: Measured;
}

/** How often it is looked how much memory the embedded PostgreSQL has. */
const LOOK_MS = 100;

/** Replays so many files with the command line, from nothing and with only the last one changed. */
export async function measureReplay(files: number): Promise<ReplayFigures> {
  const workspace = await mkdtemp(path.join(tmpdir(), 'schema-drift-bench-'));
  try {
    const names = generateMigrations(files).map((sql, at) => ({ name: `${20250101000000 + at}_table.sql`, sql }));
    for (const { name, sql } of names) await writeFile(path.join(workspace, name), sql);
    const fromNothing = await replay(workspace);
    await appendFile(path.join(workspace, names.at(-1)?.name ?? ''), '-- changed\n');
    return { files, fromNothing, lastChanged: await replay(workspace) };
  } finally {
    await rm(workspace, { recursive: true });
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
