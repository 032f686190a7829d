import { type Configuration, parseEnvironment } from '../environments/configuration';
import type { Environment } from '../environments/environment';
import { UsageError, type Session } from './session';

/**
 * The database that a person names.
 * @throws UsageError for an environment that is a file, EnvironmentError for one that there is not
 */
export function databaseTarget(text: string, configuration: Configuration, { workspace }: Session): Environment {
  const target = parseEnvironment(text, configuration, workspace);
  if (target.kind !== 'database')
    throw new UsageError(`${target.name} is a file and no database, so nothing can be applied to it.`);
  return target;
}
