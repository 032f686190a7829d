import type { WorkspaceFolder } from 'vscode';
import path from 'node:path';
import type { Environment } from '../environments/environment';
import type { EnvironmentStore } from './environment-store';
import type { WorkspaceEnvironment } from './workspace-environment';

/** Where the migrations of an environment's folder are: as its schema-drift.json says. */
export async function migrationsFolder(
  environments: EnvironmentStore,
  { folder }: Pick<WorkspaceEnvironment, 'folder'>,
): Promise<string> {
  const { DEFAULT_MIGRATIONS_FOLDER } = await import('../environments/configuration-schema');
  const named = environments.configurationOf(folder)?.migrations ?? DEFAULT_MIGRATIONS_FOLDER;
  return path.resolve(folder.uri.fsPath, named);
}

/** The migrations of a folder as an environment: as its schema-drift.json describes them, if it does. */
export async function folderEnvironment(environments: EnvironmentStore, folder: WorkspaceFolder): Promise<Environment> {
  const { folderEnvironment: toEnvironment } = await import('../environments/folder-environment');
  const described = environments.configurationOf(folder) ?? { environments: [] };
  return toEnvironment(await migrationsFolder(environments, { folder }), described, folder.uri.fsPath);
}
