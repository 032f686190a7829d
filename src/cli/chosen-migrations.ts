import { resolve } from 'node:path';
import { type Configuration, readConfiguration } from '../environments/configuration';
import type { Environment } from '../environments/environment';
import { folderEnvironment } from '../environments/folder-environment';
import type { Session } from './session';

/** The migrations folder that a command is about. */
export interface ChosenMigrations {
  readonly configuration: Configuration;
  /** Its absolute path. */
  readonly folder: string;
  readonly migrations: Environment;
}

/** The folder that --dir names, else the configured one. @throws ConfigurationError */
export async function chosenMigrations(
  { dir }: { readonly dir?: string },
  { workspace }: Session,
): Promise<ChosenMigrations> {
  const configuration = await readConfiguration(workspace);
  const folder = resolve(workspace, dir ?? configuration.migrations);
  return { configuration, folder, migrations: folderEnvironment(folder, configuration, workspace) };
}
