import type { Account } from './passwords';
import type { WorkspaceEnvironment } from './workspace-environment';

const USUAL_PORT = 5432;

/** Whose password an environment needs. Undefined for a file. Throws EnvironmentError when its URL can't be found. */
export async function databaseAccount({ environment, folder }: WorkspaceEnvironment): Promise<Account | undefined> {
  if (environment.kind !== 'database') return undefined;
  const { databaseUrl } = await import('../environments/location');
  return accountOf(await databaseUrl(environment, { workspace: folder.uri.fsPath }));
}

/** The host, port and user of a PostgreSQL URL. Undefined when the text is none. */
export async function accountOf(url: string): Promise<Account | undefined> {
  const { parsePostgresUrl } = await import('../environments/postgres-url');
  const parsed = parsePostgresUrl(url);
  if (parsed === null) return undefined;
  return {
    host: parsed.host ?? 'localhost',
    port: parsed.port ?? USUAL_PORT,
    user: parsed.user ?? process.env['PGUSER'] ?? process.env['USER'] ?? 'postgres',
  };
}
