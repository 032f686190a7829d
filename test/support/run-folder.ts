import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { output } from './paths';

/**
 * A folder for what one run leaves, out/test/NAME/PROCESS: two runs at once in one checkout don't mix.
 * What runs before have left, to look into their failures, goes away. Out: the folder, empty.
 */
export function runFolder(name: string): string {
  const all = path.join(output, name);
  mkdirSync(all, { recursive: true });
  for (const run of readdirSync(all)) {
    if (!isRunning(Number(run))) rmSync(path.join(all, run), { recursive: true, force: true });
  }
  const folder = path.join(all, String(process.pid));
  mkdirSync(folder, { recursive: true });
  return folder;
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
