import type { Connection } from '../../environments/session';

/** A database of its own that a folder is replayed into, and that is gone afterwards. */
export interface ReplayDatabase {
  readonly session: Connection;
  /** Extensions that something else stands in for. */
  readonly standIns: readonly string[];
  /** Extensions that can't be created. */
  readonly missing: readonly string[];
  /** How many scripts it had run when it was saved, the platform's not counted; null for a new one. */
  readonly scriptsRun: number | null;
  /** Keeps it as it is after so many scripts, for another time. */
  keep(scripts: number): Promise<void>;
  close(): Promise<void>;
}
