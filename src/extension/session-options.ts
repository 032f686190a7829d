import { workspace } from 'vscode';
import type { Log } from './log';
import type { WorkspaceEnvironment } from './workspace-environment';

/** How sessions are opened: what the settings say, and where relative paths start. */
export function sessionOptions({ folder, label }: Pick<WorkspaceEnvironment, 'folder' | 'label'>, log: Log) {
  const settings = workspace.getConfiguration('schemaDrift', folder);
  return {
    workspace: folder.uri.fsPath,
    statementTimeoutMs: settings.get<number>('statementTimeout', 60) * 1000,
    // A variable that the person has set wins over the setting's default.
    env: { PGCONNECT_TIMEOUT: String(settings.get<number>('connectTimeout', 10)), ...process.env },
    onMessage: (message: string) => {
      log.warn(`${label}: ${message}`);
    },
  };
}
