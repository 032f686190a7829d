import type { KnownScripts } from './known-scripts';
import { SpareDatabase } from './spare-database';

/** What a process that replays again and again keeps in between. */
export interface WarmReplays {
  readonly spare: SpareDatabase;
  readonly scripts: KnownScripts;
}

/** @param idleMs how long an embedded PostgreSQL waits for the next replay */
export function warmReplays(idleMs: number): WarmReplays {
  return { spare: new SpareDatabase(idleMs), scripts: new Map() };
}
