import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_SECONDS = 60;

/** Waits until a condition holds. Out: what it gave. Errors: when it never does, with what was waited for. */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
): Promise<Exclude<T, undefined | null | false>> {
  const deadline = Date.now() + PATIENCE_SECONDS * 1000;
  for (;;) {
    const found = await condition();
    if (found !== undefined && found !== null && found !== false) return found as Exclude<T, undefined | null | false>;
    if (Date.now() > deadline) assert.fail(`This never came: ${what}`);
    await pause(25);
  }
}
