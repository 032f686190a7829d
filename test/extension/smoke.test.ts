import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension host', () => {
  it('is real: VS Code with a folder open', () => {
    assert.match(vscode.version, /^1\.\d+\.\d+$/);
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });

  it('writes and reads a file of the workspace', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder, 'smoke.sql');
    await vscode.workspace.fs.writeFile(file, Buffer.from('select 1;'));
    const document = await vscode.workspace.openTextDocument(file);
    assert.equal(document.getText(), 'select 1;');
    await vscode.workspace.fs.delete(file);
  });

  it('activates this repository as the extension in development', async () => {
    const extension = vscode.extensions.getExtension('schema-drift.schema-drift');
    assert.ok(extension);
    await extension.activate();
    assert.ok(extension.isActive);
    assert.equal(extension.extensionKind, vscode.ExtensionKind.Workspace);
  });
});
