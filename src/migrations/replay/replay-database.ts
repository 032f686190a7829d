import type { Connection } from '../../environments/session';

/** Nobody counts the rows of a new database's catalogs. Uncounted, they are joined in a time that grows by the square. */
export const COUNT_ROWS =
  'ANALYZE pg_catalog.pg_attribute, pg_catalog.pg_class, pg_catalog.pg_constraint, pg_catalog.pg_type';

/** A database of its own that a folder is replayed into, and that is gone afterwards. */
export interface ReplayDatabase {
  readonly session: Connection;
  /** Extensions that something else stands in for. */
  readonly standIns: readonly string[];
  /** Extensions that can't be created. */
  readonly missing: readonly string[];
  /** How many scripts it had run when it was saved, the platform's not counted; null for a new one. */
  readonly scriptsRun: number | null;
  /** Whether the rows of its catalogs were counted since. */
  readonly rowsCounted: boolean;
  /** Keeps it as it is after so many scripts, for another time. */
  keep(scripts: number): Promise<void>;
  close(): Promise<void>;
}
