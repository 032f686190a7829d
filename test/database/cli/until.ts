import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 30_000;

/** Waits until a condition holds. Errors: when it does not come to hold. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Waited ${PATIENCE_MS} ms in vain for: ${condition.toString()}`);
    await pause(20);
  }
}
