import { relative, resolve } from 'node:path';
import { type Configuration, parseEnvironment } from './configuration';
import type { Environment } from './environment';

/** A migrations folder as an environment: as schema-drift.json describes it, if it does. */
export function folderEnvironment(folder: string, configuration: Configuration, workspace: string): Environment {
  const known = configuration.environments.find(
    ({ kind, location }) => kind === 'migrations' && 'path' in location && resolve(workspace, location.path) === folder,
  );
  return known ?? parseEnvironment(`migrations:${relative(workspace, folder)}`, configuration, workspace);
}
