import assert from 'node:assert/strict';
import { commands, TabInputTextDiff, type Uri, window, workspace } from 'vscode';
import { objectUri } from '../../src/extension/documents/object-uri';
import { type Databases, makeDatabases } from './support/databases';
import { parts } from './support/extension';
import { until } from './support/until';
import { clear, configure } from './support/workspace';

describe('documents of objects', () => {
  let databases: Databases;

  before(async () => {
    databases = await makeDatabases();
    await clear();
    await configure({
      production: { url: databases.production.url, role: 'production' },
      development: { url: databases.development.url, role: 'development' },
    });
    await commands.executeCommand('schemaDrift.compare', 'production', 'development');
  });
  after(async () => {
    await clear();
    await databases.drop();
  });

  async function textOf(uri: Uri): Promise<string> {
    return (await workspace.openTextDocument(uri)).getText();
  }

  it('are opened as target ↔ source, with a title that says which is which', async () => {
    await commands.executeCommand('schemaDrift.openDifference', 'view:public.labels');
    const tab = await until('the tab', () => window.tabGroups.activeTabGroup.activeTab);
    assert.equal(tab.label, 'labels (development ↔ production)');
    assert.ok(tab.input instanceof TabInputTextDiff);
    assert.equal(await textOf(tab.input.original), '');
    assert.match(await textOf(tab.input.modified), /CREATE VIEW public\.labels AS/);
    assert.equal(tab.input.original.path, tab.input.modified.path);
  });

  it('show both sides of what has changed', async () => {
    await commands.executeCommand('schemaDrift.openDifference', 'column:public.profiles.email');
    const input = window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof TabInputTextDiff);
    const [target, source] = [await textOf(input.original), await textOf(input.modified)];
    assert.match(target, /email text/);
    assert.doesNotMatch(target, /email text NOT NULL/);
    assert.match(source, /email text NOT NULL/);
  });

  it('of production are marked red in their tab', async () => {
    const { decorations } = await parts();
    await commands.executeCommand('schemaDrift.openDifference', 'view:public.labels');
    const input = window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof TabInputTextDiff);
    assert.equal(decorations.provideFileDecoration(input.modified)?.badge, 'P');
    assert.equal(decorations.provideFileDecoration(input.original), undefined);
  });

  it('open all at once, what differs within a table as that table', async () => {
    await commands.executeCommand('schemaDrift.openAllDifferences');
    const tab = await until('the tab', () => window.tabGroups.activeTabGroup.activeTab);
    assert.equal(tab.label, 'Drift (development ↔ production) (5 files)');
  });

  it('change when the schema is read again', async () => {
    await databases.production.query('CREATE VIEW fleeting AS SELECT 1 AS one');
    await commands.executeCommand('schemaDrift.compareAgain');
    const uri = objectUri({ environment: 'production', id: 'view:public.fleeting', guarded: true });
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    assert.match(document.getText(), /SELECT 1 AS one/);
    await databases.production.query('CREATE OR REPLACE VIEW fleeting AS SELECT 2 AS one');
    await commands.executeCommand('schemaDrift.compareAgain');
    await until('the new text', () => document.getText().includes('SELECT 2 AS one'));
    await databases.production.query('DROP VIEW fleeting');
    await commands.executeCommand('schemaDrift.compareAgain');
    await until('the empty text', () => document.getText() === '');
  });

  it('of an environment that is gone say so', async () => {
    const text = await textOf(objectUri({ environment: 'gone', id: 'view:public.labels', guarded: false }));
    assert.match(text, /^-- view:public\.labels could not be read from gone/);
  });
});
