import type { WorkspaceFolder } from 'vscode';
import type { KindName, ObjectId } from '../../engine/model';
import type { WorkspaceEnvironment } from '../workspace-environment';

/** A node of the Environments view. Plain data; `key` is unique in the view and stays the same. */
export type EnvironmentsNode =
  ProblemNode | EnvironmentNode | SchemaNode | GroupNode | ObjectNode | FailureNode | EmptyNode;

/** Why the schema-drift.json of a folder can't be used. */
export interface ProblemNode {
  readonly type: 'problem';
  readonly key: string;
  readonly folder: WorkspaceFolder;
  readonly error: Error;
}

export interface EnvironmentNode {
  readonly type: 'environment';
  readonly key: string;
  readonly environment: WorkspaceEnvironment;
}

export interface SchemaNode {
  readonly type: 'schema';
  readonly key: string;
  readonly environment: WorkspaceEnvironment;
  readonly schema: string;
}

/** The objects of one kind: in a schema, in no schema, or under an object. */
export interface GroupNode {
  readonly type: 'group';
  readonly key: string;
  readonly environment: WorkspaceEnvironment;
  readonly kind: KindName;
  readonly within: { readonly schema: string | null } | { readonly parent: ObjectId };
}

export interface ObjectNode {
  readonly type: 'object';
  readonly key: string;
  readonly environment: WorkspaceEnvironment;
  readonly id: ObjectId;
}

/** Why an environment's schema can't be shown. */
export interface FailureNode {
  readonly type: 'failure';
  readonly key: string;
  readonly environment: WorkspaceEnvironment;
  readonly error: unknown;
}

/** An environment that was read and has nothing in it. */
export interface EmptyNode {
  readonly type: 'empty';
  readonly key: string;
  readonly environment: WorkspaceEnvironment;
}

export function problemNode(folder: WorkspaceFolder, error: Error): ProblemNode {
  return { type: 'problem', key: JSON.stringify(['problem', folder.uri.toString()]), folder, error };
}

export function environmentNode(environment: WorkspaceEnvironment): EnvironmentNode {
  return { type: 'environment', key: keyOf(environment), environment };
}

export function schemaNode(environment: WorkspaceEnvironment, schema: string): SchemaNode {
  return { type: 'schema', key: keyOf(environment, 'schema', schema), environment, schema };
}

export function groupNode(environment: WorkspaceEnvironment, within: GroupNode['within'], kind: KindName): GroupNode {
  const place = 'parent' in within ? ['under', within.parent] : ['in', within.schema ?? ''];
  return { type: 'group', key: keyOf(environment, ...place, kind), environment, kind, within };
}

export function objectNode(environment: WorkspaceEnvironment, id: ObjectId): ObjectNode {
  return { type: 'object', key: keyOf(environment, 'object', id), environment, id };
}

export function failureNode(environment: WorkspaceEnvironment, error: unknown): FailureNode {
  return { type: 'failure', key: keyOf(environment, 'failure'), environment, error };
}

export function emptyNode(environment: WorkspaceEnvironment): EmptyNode {
  return { type: 'empty', key: keyOf(environment, 'empty'), environment };
}

function keyOf(environment: WorkspaceEnvironment, ...rest: readonly string[]): string {
  return JSON.stringify([environment.label, ...rest]);
}
