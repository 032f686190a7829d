import { l10n } from 'vscode';
import type { ObjectId, Rename } from '../../engine/model';
import type { EnvironmentStore } from '../environment-store';
import { HelpfulError } from '../helpful-error';
import type { WorkspaceEnvironment } from '../workspace-environment';

/** The environment that a command was called on: a label, or a row of the Environments view. */
export function environmentArgument(store: EnvironmentStore, argument: unknown): WorkspaceEnvironment | undefined {
  if (typeof argument === 'string') return store.find(argument);
  if (!isRecord(argument) || !isRecord(argument.environment)) return undefined;
  const { label } = argument.environment;
  return typeof label === 'string' ? store.find(label) : undefined;
}

/** The database that a command was called on, and the migration: labels and a version, or a row of a view, where one may be missing. */
export function migrationArgument(
  store: EnvironmentStore,
  target: unknown,
  version: unknown,
): { readonly label: string | undefined; readonly version: string | undefined } {
  if (isRecord(target) && isRecord(target.cell) && isRecord(target.parent) && isRecord(target.parent.row)) {
    const { environment } = target.cell;
    return { label: stringOf(environment), version: stringOf(target.parent.row.version) };
  }
  if (isRecord(target) && isRecord(target.row)) return { label: undefined, version: stringOf(target.row.version) };
  return { label: environmentArgument(store, target)?.label, version: stringOf(version) };
}

/** The object that a command was called on: an id, or a row of either view. */
export function objectArgument(argument: unknown): ObjectId | undefined {
  if (typeof argument === 'string') return argument;
  if (!isRecord(argument)) return undefined;
  const { id, difference } = argument;
  if (typeof id === 'string') return id;
  return isRecord(difference) && typeof difference.id === 'string' ? difference.id : undefined;
}

/** The rename that a command was called on: itself, or a row of the Drift view. */
export function renameArgument(argument: unknown): Rename {
  const rename = isRecord(argument) && isRecord(argument.rename) ? argument.rename : argument;
  if (isRecord(rename) && typeof rename.from === 'string' && typeof rename.to === 'string')
    return { from: rename.from, to: rename.to };
  throw new HelpfulError(l10n.t('Choose a rename in the Drift view or in Drift Review.'));
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
