import type { KnownScripts } from './known-scripts';
import type { Replay } from './replay';
import { SharedWork } from './shared-work';
import { SpareDatabase } from './spare-database';

/** Who saves again leaves a replay, and comes back at once: mostly for the same one. */
const GRACE_MS = 1000;

/** What a process that replays again and again keeps in between. */
export interface WarmReplays {
  readonly spare: SpareDatabase;
  readonly scripts: KnownScripts;
  readonly replays: SharedWork<Replay>;
}

/** @param idleMs how long an embedded PostgreSQL, and what the last replay gave, wait for the next one */
export function warmReplays(idleMs: number): WarmReplays {
  return { spare: new SpareDatabase(idleMs), scripts: new Map(), replays: new SharedWork(idleMs, GRACE_MS) };
}
