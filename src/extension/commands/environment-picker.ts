import { l10n, type QuickPickItem, window } from 'vscode';
import { environmentIcon } from '../environment-icon';
import type { EnvironmentStore } from '../environment-store';
import { Dismissed } from '../multi-step';
import type { WorkspaceEnvironment } from '../workspace-environment';
import { HelpfulError } from '../helpful-error';

export interface EnvironmentItem extends QuickPickItem {
  readonly environment: WorkspaceEnvironment;
}

/** An environment as a row of a quick pick. */
export function environmentItem(environment: WorkspaceEnvironment): EnvironmentItem {
  const { kind, role } = environment.environment;
  return {
    environment,
    label: environment.label,
    description: [role === environment.label ? '' : role, environment.environment.protected ? l10n.t('protected') : '']
      .filter(Boolean)
      .join(' · '),
    iconPath: environmentIcon(kind),
  };
}

/** Lets a person choose one environment. Throws when there is none, and Dismissed. */
export async function pickEnvironment(store: EnvironmentStore, title: string): Promise<WorkspaceEnvironment> {
  await store.ready();
  requireEnvironments(store, 1);
  const item = await window.showQuickPick(store.environments.map(environmentItem), { title });
  if (item === undefined) throw new Dismissed();
  return item.environment;
}

/** Lets a person choose some environments. Throws when there is none, and Dismissed. */
export async function pickEnvironments(
  store: EnvironmentStore,
  title: string,
): Promise<readonly WorkspaceEnvironment[]> {
  await store.ready();
  requireEnvironments(store, 1);
  const items = await window.showQuickPick(store.environments.map(environmentItem), { title, canPickMany: true });
  if (items === undefined || items.length === 0) throw new Dismissed();
  return items.map(({ environment }) => environment);
}

/** Throws an error that says what to do when there are too few environments. */
export function requireEnvironments(store: EnvironmentStore, count: number): void {
  if (store.environments.length >= count) return;
  const { state } = store;
  if (state === 'noFolder') {
    throw new HelpfulError(l10n.t('No folder is open. Open the folder of your project first.'));
  }
  if (state === 'broken') {
    throw new HelpfulError(
      l10n.t('schema-drift.json can’t be used as it is. The Environments view says what is wrong.'),
    );
  }
  throw new HelpfulError(
    count === 1
      ? l10n.t('There is no environment yet. Run “Schema Drift: Add Environment” first.')
      : l10n.t('A comparison needs two environments. Run “Schema Drift: Add Environment” first.'),
  );
}
