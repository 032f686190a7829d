import { relative, resolve } from 'node:path';
import type { Configuration } from './configuration';
import type { Environment } from './environment';

/**
 * A migrations folder as an environment: as schema-drift.json describes it, if it does.
 * @param folder its absolute path
 */
export function folderEnvironment(
  folder: string,
  { environments, scratch }: Pick<Configuration, 'environments' | 'scratch'>,
  workspace: string,
): Environment {
  const known = environments.find((each) => isMigrationsFolder(each, folder, workspace));
  return (
    known ?? {
      name: `migrations:${relative(workspace, folder)}`,
      kind: 'migrations',
      protected: false,
      location: { path: folder, scratch },
    }
  );
}

/** Whether an environment is this migrations folder. @param folder its absolute path */
export function isMigrationsFolder({ kind, location }: Environment, folder: string, workspace: string): boolean {
  return kind === 'migrations' && 'path' in location && resolve(workspace, location.path) === folder;
}
