/** The two databases of every situation. */
export type DemoDatabaseName = 'production' | 'development';

/** One of the situations that Schema Drift is for. */
export interface Situation {
  /** Where its scripts and its workspace are. */
  readonly folder: string;
  /** The scripts that make each database, in the order they run in. */
  readonly databases: Readonly<Record<DemoDatabaseName, readonly string[]>>;
  /** Plays it in a prepared workspace. Throws at the first thing that is not as it should be. */
  play(workspace: string, urls: Readonly<Record<DemoDatabaseName, string>>): Promise<void>;
}
