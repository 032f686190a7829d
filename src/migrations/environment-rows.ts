import { MigrationError } from './errors';
import type { FileToPrepare } from './prepared-file';
import type { HistoryKeeper } from './history';
import type { MigrationCell, MigrationRow, MigrationState, MigrationStatus } from './status';

/** Whose history an environment has. @throws MigrationError when it could not be asked */
export function keepersOf({ environments }: MigrationStatus, environment: string): readonly HistoryKeeper[] {
  const { keepers = [], error = null } = environments.find(({ name }) => name === environment) ?? {};
  if (error !== null) throw new MigrationError(error);
  return keepers;
}

/** What is said of a migration in one environment. */
export function cellOf({ cells }: MigrationRow, environment: string): MigrationCell | undefined {
  return cells.find((cell) => cell.environment === environment);
}

/** The migrations that are in a state in an environment, in order. */
export function rowsInState(
  { migrations }: MigrationStatus,
  environment: string,
  ...states: readonly MigrationState[]
): readonly MigrationRow[] {
  return migrations.filter((row) => {
    const state = cellOf(row, environment)?.state ?? null;
    return state !== null && states.includes(state);
  });
}

/** A migration's file, where it has one that can be recorded. */
export function fileOfRow({ name, path, version, title }: MigrationRow): FileToPrepare | undefined {
  return path === null || version === null ? undefined : { name, path, version, title };
}
