import { FileSystemError, l10n, Range, Uri, window, workspace, WorkspaceEdit, type WorkspaceFolder } from 'vscode';
import { EMPTY_CONFIGURATION } from './configuration-edits';
import { CONFIGURATION_FILE } from './environment-store';
import { HelpfulError } from './helpful-error';

/** Makes schema-drift.json where there is none. Throws when the folder can't be written to. */
export async function createConfiguration(file: Uri): Promise<void> {
  try {
    await workspace.fs.stat(file);
  } catch (error) {
    if (!(error instanceof FileSystemError) || error.code !== 'FileNotFound') throw error;
    await workspace.fs.writeFile(file, new TextEncoder().encode(EMPTY_CONFIGURATION));
  }
}

/**
 * Changes schema-drift.json of a folder through its open editor, if it has one, so that nothing a person has typed is
 * lost and the change can be undone. Throws when it can't be saved.
 */
export async function changeConfiguration(
  folder: WorkspaceFolder,
  change: (text: string) => Promise<string>,
): Promise<void> {
  const file = Uri.joinPath(folder.uri, CONFIGURATION_FILE);
  await createConfiguration(file);
  const document = await workspace.openTextDocument(file);
  const wasDirty = document.isDirty;
  const before = document.getText();
  const after = await change(before);
  if (after === before) return;
  const edit = new WorkspaceEdit();
  edit.replace(file, new Range(document.positionAt(0), document.positionAt(before.length)), after);
  const isDone = await workspace.applyEdit(edit);
  // What a person has not saved yet is theirs to save.
  if (isDone && wasDirty) await window.showTextDocument(document);
  else if (!isDone || !(await document.save()))
    throw new HelpfulError(l10n.t('{0} could not be changed.', file.fsPath));
}
