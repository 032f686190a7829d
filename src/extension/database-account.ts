import type { Account } from './passwords';
import type { WorkspaceEnvironment } from './workspace-environment';

/**
 * Whose password an environment needs. Undefined where a stored one would not be used: for a file, and where the URL
 * holds a password itself. Throws EnvironmentError when the URL can't be found.
 */
export async function accountOf({ environment, folder }: WorkspaceEnvironment): Promise<Account | undefined> {
  if (environment.kind !== 'database') return undefined;
  const [{ databaseUrl }, { connectionSettings }] = await Promise.all([
    import('../environments/location'),
    import('../environments/connection-settings'),
  ]);
  const url = await databaseUrl(environment, { workspace: folder.uri.fsPath });
  const { password, ...account } = connectionSettings(environment.name, url, process.env);
  return password === null ? account : undefined;
}
