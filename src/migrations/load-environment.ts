import type { Environment } from '../environments/environment';
import { EnvironmentError } from '../environments/errors';
import { loadCatalog, type LoadedCatalog, type LoadOptions } from '../environments/load';
import { filePath } from '../environments/location';
import { MigrationError } from './errors';
import type { Replay, ReplayOptions } from './replay/replay';

/** How an environment of any kind is loaded. */
export type EnvironmentOptions = LoadOptions & Pick<ReplayOptions, 'warm'>;

/**
 * Reads the schema of an environment of any kind: a migrations folder is replayed, anything else is read.
 * @throws EnvironmentError; then there is no catalog, not even a part of one
 */
export async function loadEnvironment(environment: Environment, options: EnvironmentOptions): Promise<LoadedCatalog> {
  const { name, kind } = environment;
  if (kind !== 'migrations') return loadCatalog({ ...environment, kind }, options);
  try {
    const { catalog, serverVersion } = await replayEnvironment(environment, options);
    return { catalog, environment: { name, kind, serverVersion } };
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    throw new EnvironmentError({
      reason: 'unreadable',
      environment: name,
      message: `${name}: ${error.message}`,
      hint: 'Check the path of the folder and that you may read it.',
    });
  }
}

/**
 * Replays a migrations folder on what its environment says: a platform, a scratch server.
 * @throws what replayFolder throws
 */
export async function replayEnvironment(
  environment: Environment,
  options: EnvironmentOptions & Pick<ReplayOptions, 'rerun'>,
): Promise<Replay> {
  const { name, location } = environment;
  const folder = filePath(environment, options);
  // PostgreSQL's parser takes time to load.
  const { replayFolder } = await import('./replay/replay');
  return replayFolder(folder, name, {
    ...options,
    ...('path' in location ? { platform: location.platform, scratch: location.scratch } : {}),
  });
}
