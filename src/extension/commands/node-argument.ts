import type { ObjectId } from '../../engine/model';
import type { EnvironmentStore } from '../environment-store';
import type { WorkspaceEnvironment } from '../workspace-environment';

/** The environment that a command was called on: a label, or a row of the Environments view. */
export function environmentArgument(store: EnvironmentStore, argument: unknown): WorkspaceEnvironment | undefined {
  if (typeof argument === 'string') return store.find(argument);
  if (!isRecord(argument) || !isRecord(argument.environment)) return undefined;
  const { label } = argument.environment;
  return typeof label === 'string' ? store.find(label) : undefined;
}

/** The object that a command was called on: an id, or a row of either view. */
export function objectArgument(argument: unknown): ObjectId | undefined {
  if (typeof argument === 'string') return argument;
  if (!isRecord(argument)) return undefined;
  const { id, difference } = argument;
  if (typeof id === 'string') return id;
  return isRecord(difference) && typeof difference.id === 'string' ? difference.id : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
