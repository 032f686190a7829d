import path from 'node:path';
import { l10n } from 'vscode';

/** Which migration file made an object, for people. In: what MigrationStore says of it; empty where that is unknown. */
export function originWords(origin: string | null | undefined): string {
  if (origin === undefined) return '';
  return origin === null ? l10n.t('no migration file') : l10n.t('from {0}', path.basename(origin));
}
