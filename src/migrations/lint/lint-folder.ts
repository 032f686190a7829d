import type { LintSettings } from '../../environments/configuration';
import type { Environment } from '../../environments/environment';
import { type EnvironmentOptions, replayEnvironment } from '../load-environment';
import type { MigrationStatus } from '../status';
import type { LintFinding } from './finding';
import { lintMigrations } from './lint';

/**
 * Replays a migrations folder and says what there is to say about its files.
 * @param environment the folder as an environment
 * @param status the folder, beside the histories of the databases that were asked
 * @throws EnvironmentError when PostgreSQL is lost, MigrationError when the folder can't be read
 */
export async function lintFolder(
  environment: Environment,
  status: MigrationStatus,
  settings: LintSettings,
  options: EnvironmentOptions,
): Promise<readonly LintFinding[]> {
  const hasFiles = status.migrations.some(({ place, version }) => place === 'current' && version !== null);
  const replay = hasFiles ? await replayEnvironment(environment, { ...options, rerun: settings.idempotent }) : null;
  return lintMigrations(status, replay, settings);
}
