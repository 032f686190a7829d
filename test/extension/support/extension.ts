import assert from 'node:assert/strict';
import { extensions } from 'vscode';
import type { Parts } from '../../../src/extension/extension';

const ID = 'schema-drift.schema-drift';

/** What the running extension is made of. Activates it. */
export async function parts(): Promise<Parts> {
  const extension = extensions.getExtension<Parts>(ID);
  assert.ok(extension, `${ID} is not installed`);
  return extension.activate();
}

/** The extension's package.json. */
export function manifest(): Readonly<Record<string, unknown>> {
  const extension = extensions.getExtension(ID);
  assert.ok(extension, `${ID} is not installed`);
  return extension.packageJSON as Readonly<Record<string, unknown>>;
}
