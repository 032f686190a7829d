import assert from 'node:assert/strict';
import path from 'node:path';
import { commands, type Uri, workspace } from 'vscode';
import { type Databases, makeDatabases } from '../support/databases';
import { parts } from '../support/extension';
import { clear, configure, folder } from '../support/workspace';

describe('a workspace of two folders', () => {
  let databases: Databases;

  before(async () => {
    databases = await makeDatabases();
    await clear();
    await configure({ production: { url: databases.production.url }, shared: { url: databases.production.url } }, 0);
    await configure({ development: { url: databases.development.url }, shared: { url: databases.development.url } }, 1);
  });
  after(async () => {
    await clear();
    await databases.drop();
  });

  it('lists the environments of both, and tells those of one name apart', async () => {
    assert.equal(workspace.workspaceFolders?.length, 2);
    const { environments } = await parts();
    assert.deepEqual(
      environments.environments.map(({ label }) => label),
      ['production', 'shared (first)', 'development', 'shared (second)'],
    );
  });

  it('compares across folders, and writes the migration into the folder of the target', async () => {
    const { session } = await parts();
    await commands.executeCommand('schemaDrift.compare', 'shared (first)', 'shared (second)');
    assert.equal(session.drift?.differences.length, 6);
    session.choose(new Set(['view:public.labels']));
    const [file] = await commands.executeCommand<readonly Uri[]>('schemaDrift.generateMigration', 'across');
    assert.ok(file);
    assert.equal(path.dirname(file.fsPath), path.join(folder(1), 'supabase', 'migrations'));
  });

  it('keeps a broken configuration of one folder from hiding the other', async () => {
    const { environments, environmentsTree } = await parts();
    const { write } = await import('../support/workspace');
    await write('schema-drift.json', '{ broken', 0);
    await environments.refresh();
    assert.equal(environments.state, 'listed');
    assert.deepEqual(
      environments.environments.map(({ label }) => label),
      ['development', 'shared'],
    );
    const [problem] = await environmentsTree.getChildren();
    assert.ok(problem?.type === 'problem');
    assert.match(problem.error.message, /schema-drift\.json:1:/);
  });
});
