import { l10n, window } from 'vscode';
import { HelpfulError } from '../helpful-error';
import type { MigrationStore } from '../migration-store';
import { Dismissed } from '../multi-step';
import type { WorkspaceEnvironment } from '../workspace-environment';
import { environmentItem } from './environment-picker';

/** The database of a label, or the one that the person picks. Throws when there is none, and Dismissed. */
export async function pickDatabase(
  { databases }: MigrationStore,
  label: unknown,
  title: string,
): Promise<WorkspaceEnvironment> {
  const named = databases.find((each) => each.label === label);
  if (named !== undefined) return named;
  if (databases.length === 0)
    throw new HelpfulError(l10n.t('There is no database yet. Run “Schema Drift: Add Environment” first.'));
  const item = await window.showQuickPick(databases.map(environmentItem), { title });
  if (item === undefined) throw new Dismissed();
  return item.environment;
}
