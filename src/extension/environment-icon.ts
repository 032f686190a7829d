import { ThemeIcon } from 'vscode';
import type { EnvironmentKind } from '../environments/environment';

const ICONS: Readonly<Record<EnvironmentKind, string>> = {
  database: 'database',
  migrations: 'folder-library',
  prisma: 'symbol-structure',
  snapshot: 'device-camera',
  sql: 'file-code',
};

/** How a kind of environment looks, wherever it is shown. */
export function environmentIcon(kind: EnvironmentKind): ThemeIcon {
  return new ThemeIcon(ICONS[kind]);
}
