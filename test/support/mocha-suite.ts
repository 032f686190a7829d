import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { atEnd } from './at-end';
import { repository } from './paths';
import { type ResultLine, readResults } from './results';
import { runFolder } from './run-folder';

const SUITE_MINUTES = 45;

/** A run that has reported its end and goes on for this long has left something open. */
const LEFTOVER_SECONDS = 30;

/** Which tests are to be run, and how. */
export interface MochaSuite {
  name: string;
  files: readonly string[];
  /** Only tests whose full title contains this. */
  grep?: string | undefined;
  /** Show nothing on the screen. */
  silent?: boolean;
}

/**
 * Runs test files with mocha in a process of its own, with its report on the screen.
 * Out: all results. A run that crashes, hangs or leaves something open adds a failure that says so.
 */
export async function runMochaSuite({ name, files, grep, silent }: MochaSuite): Promise<ResultLine[]> {
  const results = path.join(runFolder(path.join('mocha', name)), 'results.jsonl');
  const child = spawn(
    process.execPath,
    [
      path.join(repository, 'node_modules', 'mocha', 'bin', 'mocha.js'),
      '--forbid-only',
      ...(grep === undefined ? [] : ['--grep', grep]),
      '--reporter',
      path.join(repository, 'test', 'support', 'results-reporter.ts'),
      '--reporter-option',
      `results=${results}`,
      ...files,
    ],
    { cwd: repository, stdio: silent ? 'ignore' : 'inherit', detached: true },
  );
  const liveOn = atEnd(() => {
    killGroup(child);
  });
  const problem = await ending(child, results);
  liveOn();

  const lines = readResults(results);
  if (problem !== undefined) lines.push({ event: 'fail', title: `test/${name}`, error: problem });
  else if (lines.at(-1)?.event !== 'end') {
    lines.push({ event: 'fail', title: `test/${name}`, error: 'mocha ended before its tests did: see above.' });
  } else if (child.exitCode !== 0 && !lines.some(({ event }) => event === 'fail')) {
    lines.push({
      event: 'fail',
      title: `test/${name}`,
      error: `mocha ended with ${String(child.exitCode)}: see above.`,
    });
  }
  return lines;
}

/** Waits for the process. Out: what was wrong with its end, if anything. */
async function ending(child: ChildProcess, results: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const give = (reason: string | undefined) => {
      clearTimeout(limit);
      clearInterval(watch);
      resolve(reason);
    };
    const giveUp = (reason: string) => {
      killGroup(child);
      give(reason);
    };
    const limit = setTimeout(() => {
      giveUp(`did not end within ${SUITE_MINUTES} minutes.`);
    }, SUITE_MINUTES * 60_000);
    let ended: number | undefined;
    const watch = setInterval(() => {
      if (readResults(results).at(-1)?.event === 'end') ended ??= Date.now();
      if (ended !== undefined && Date.now() - ended > LEFTOVER_SECONDS * 1000) {
        giveUp(`all tests ended, and something that they opened kept the process alive for ${LEFTOVER_SECONDS} s.`);
      }
    }, 1000);
    child.once('error', (error) => {
      giveUp(`mocha could not be started: ${error.message}`);
    });
    child.once('exit', () => {
      give(undefined);
    });
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
