import type { WorkspaceFolder } from 'vscode';
import type { Environment } from '../environments/environment';

/** An environment in a window: several folders may each have one of the same name. */
export interface WorkspaceEnvironment {
  /** Unique in the window: the name, with its folder's name only where two folders share it. */
  readonly label: string;
  readonly folder: WorkspaceFolder;
  readonly environment: Environment;
}

/** True where a mistake would be costly, so that it is marked red everywhere. */
export function isGuarded({ environment }: WorkspaceEnvironment): boolean {
  return environment.protected || environment.role === 'production';
}
