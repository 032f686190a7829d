import { readFileSync } from 'node:fs';
import process from 'node:process';
import { type Measured, Request } from './protocol';

/** Gives the milliseconds to report, where they are others than those that it took. */
type Work = (source: string, target: string) => Promise<number | undefined>;

/** Does what the parent process asks for and says how long it took: connecting included, starting and loading not. */
export function serve(works: Partial<Readonly<Record<Request['work'], Work>>>): void {
  const answer = async (message: unknown): Promise<Measured> => {
    const { work, source, target } = Request.parse(message);
    const start = performance.now();
    const ms = await works[work]?.(source, target);
    return { ms: ms ?? performance.now() - start, peakKb: peakMemory() };
  };
  process.on('message', (message) => {
    answer(message).then(
      (measured) => process.send?.(measured),
      (error: unknown) =>
        process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}

/** The most memory that this process ever had, in kB; only Linux says it this way. */
function peakMemory(): number {
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0);
}
