import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commands, RelativePattern, workspace, type WorkspaceFolder } from 'vscode';
import { parts } from './extension';

/** The folder that is open. */
export function folder(index = 0): string {
  const open = workspace.workspaceFolders?.[index];
  assert.ok(open, 'no folder is open');
  return open.uri.fsPath;
}

/** Writes a file of the workspace. Out: its path. */
export async function write(name: string, text: string, index = 0): Promise<string> {
  const file = path.join(folder(index), name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

/** What schema-drift.json says of an environment. */
export interface Entry {
  readonly url?: string;
  readonly kind?: string;
  readonly path?: string;
  readonly role?: string;
}

/** Writes schema-drift.json and waits until the extension has read it. */
export async function configure(environments: Readonly<Record<string, Entry>>, index = 0): Promise<void> {
  await write('schema-drift.json', JSON.stringify({ environments }, null, 2), index);
  const { environments: store } = await parts();
  await store.refresh();
  assert.equal(store.folders[index]?.error, undefined);
}

/** Brings the workspace back to an empty folder without an open editor. */
export async function clear(): Promise<void> {
  await commands.executeCommand('workbench.action.closeAllEditors');
  for (const open of workspace.workspaceFolders ?? []) {
    const entries = await readdir(open.uri.fsPath, { withFileTypes: true });
    for (const { name } of entries) await rm(path.join(open.uri.fsPath, name), { recursive: true, force: true });
    if (entries.some((entry) => entry.isDirectory())) await watched(open);
  }
  const { environments, catalogs, session } = await parts();
  catalogs.forget();
  await environments.refresh();
  session.forgetMissing();
}

/**
 * Waits until VS Code has heard what happened in a folder so far: it stops watching a directory that is made again
 * before it has heard that the one of that name was deleted.
 */
async function watched(open: WorkspaceFolder): Promise<void> {
  const last = `${randomUUID()}.heard`;
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(open, last));
  const heard = new Promise<void>((resolve) => {
    watcher.onDidCreate(() => {
      resolve();
    });
  });
  await write(last, '', open.index);
  await heard;
  watcher.dispose();
  await rm(path.join(open.uri.fsPath, last));
}

/** All files below a folder: path → text. */
export async function filesBelow(directory: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.set(file, await readFile(file, 'latin1'));
  }
  return files;
}
