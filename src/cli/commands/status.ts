import type { Configuration } from '../../environments/configuration';
import type { Environment } from '../../environments/environment';
import { allAsked, isUpToDate } from '../../migrations/status';
import { statusText } from '../../reports/status-text';
import { chosenMigrations } from '../chosen-migrations';
import { databaseTarget } from '../database-target';
import { readStatus } from '../migration-status';
import { UsageError, type ExitCode, type Session } from '../session';

export interface StatusOptions {
  readonly on?: readonly string[];
  readonly dir?: string;
  readonly objects: boolean;
  readonly json?: true;
}

/** Prints which migration is applied where. */
export async function status(options: StatusOptions, session: Session): Promise<ExitCode> {
  const { configuration, migrations } = await chosenMigrations(options, session);
  const environments = chosen(options.on, configuration, session);
  const found = (await readStatus(migrations, environments, session, options)).status;
  await session.result(options.json ? JSON.stringify(found, null, 2) : statusText(found, { color: session.color }));
  if (!isUpToDate(found)) return 1;
  return allAsked(found) ? 0 : 2;
}

function chosen(
  on: readonly string[] | undefined,
  configuration: Configuration,
  session: Session,
): readonly Environment[] {
  if (on !== undefined) return [...new Set(on)].map((text) => databaseTarget(text, configuration, session));
  const databases = configuration.environments.filter(({ kind }) => kind === 'database');
  if (databases.length === 0)
    throw new UsageError('There is no database to ask. Name one with --on, or describe it in schema-drift.json.');
  return databases;
}
