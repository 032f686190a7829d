import { readFileSync } from 'node:fs';
import process from 'node:process';
import { type Measured, Request } from './protocol';

/** Gives what to report, where it is not the time that it took and this process's memory. */
type Work = (source: string, target: string) => Promise<Partial<Measured>>;

/** Does what the parent process asks for and says how long it took: connecting included, starting and loading not. */
export function serve(works: Partial<Readonly<Record<Request['work'], Work>>>): void {
  const answer = async (message: unknown): Promise<Measured> => {
    const { work, source, target } = Request.parse(message);
    const start = performance.now();
    const measured = await works[work]?.(source, target);
    return { ms: performance.now() - start, peakKb: peakMemory('self'), ...measured };
  };
  process.on('message', (message) => {
    answer(message).then(
      (measured) => process.send?.(measured),
      (error: unknown) =>
        process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}

/** The most memory that a process ever had, in kB; only Linux says it this way. */
export function peakMemory(process: string): number {
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1] ?? 0);
}
