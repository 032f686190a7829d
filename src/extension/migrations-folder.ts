import path from 'node:path';
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
