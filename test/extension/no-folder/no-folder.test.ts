import assert from 'node:assert/strict';
import { commands, workspace } from 'vscode';
import { parts } from '../support/extension';

describe('a window without a folder', () => {
  it('has an empty view that says so, and commands that do no harm', async () => {
    assert.equal(workspace.workspaceFolders, undefined);
    const { environments, environmentsTree, driftTree, driftView, session } = await parts();
    await environments.ready();
    assert.equal(environments.state, 'noFolder');
    assert.deepEqual(await environmentsTree.getChildren(), []);
    assert.deepEqual(await driftTree.getChildren(), []);
    assert.equal(driftView.state, 'none');
    for (const command of ['compare', 'refresh', 'openConfiguration', 'generateMigration', 'openAllDifferences']) {
      assert.equal(await commands.executeCommand(`schemaDrift.${command}`), undefined, command);
    }
    assert.equal(session.state.phase, 'none');
  });
});
