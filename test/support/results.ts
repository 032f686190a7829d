import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Runner, Test } from 'mocha';
import { z } from 'zod';

/** One line of a results file. */
const ResultLine = z.discriminatedUnion('event', [
  z.object({ event: z.literal('pass'), title: z.string(), milliseconds: z.number() }),
  z.object({ event: z.literal('skip'), title: z.string() }),
  z.object({ event: z.literal('fail'), title: z.string(), error: z.string() }),
  z.object({ event: z.literal('end') }),
]);
export type ResultLine = z.infer<typeof ResultLine>;

/** Writes what happens in a mocha run to a file, line by line, so that a crash leaves what was known by then. */
export function recordResults(runner: Runner, file: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  const write = (line: ResultLine) => {
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  };
  runner.on('pass', (test: Test) => {
    write({ event: 'pass', title: test.fullTitle(), milliseconds: test.duration ?? 0 });
  });
  runner.on('pending', (test: Test) => {
    write({ event: 'skip', title: test.fullTitle() });
  });
  // Also for a hook that fails: mocha gives it as the test.
  runner.on('fail', (test: Test, error: unknown) => {
    write({ event: 'fail', title: test.fullTitle(), error: describe(error) });
  });
  runner.on('end', () => {
    write({ event: 'end' });
  });
}

/** Reads a results file. Out: its lines; none when the run has not come so far. */
export function readResults(file: string): ResultLine[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  // The last line may still be in the making.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ResultLine.parse(JSON.parse(line)));
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? '';
  return stack.includes(error.message) ? stack : `${error.message}\n${stack}`;
}
