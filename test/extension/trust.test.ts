import assert from 'node:assert/strict';
import { CatalogStore } from '../../src/extension/catalog-store';
import { DatabaseAccess } from '../../src/extension/database-access';
import { Trust, UntrustedWorkspaceError } from '../../src/extension/trust';
import { manifest, parts } from './support/extension';
import { clear, configure } from './support/workspace';

describe('a workspace that is not trusted', () => {
  after(clear);

  it('may not do what needs trust', () => {
    assert.throws(() => {
      new Trust(() => false).require();
    }, UntrustedWorkspaceError);
    new Trust(() => true).require();
  });

  it('does not read a schema, and asks for no password', async () => {
    await configure({ nowhere: { url: 'postgresql://postgres@127.0.0.1:1/nothing' } });
    const { environments, passwords, work, log } = await parts();
    const environment = environments.find('nowhere');
    assert.ok(environment);
    const store = new CatalogStore(new Trust(() => false), new DatabaseAccess(passwords), work, log);
    await assert.rejects(store.read(environment, { mayAsk: true }), UntrustedWorkspaceError);
    assert.equal(store.state(environment).phase, 'unread');
    store.dispose();
  });

  it('is declared as supported in part, with the settings that it may not change', () => {
    const { untrustedWorkspaces } = manifest().capabilities as {
      untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] };
    };
    assert.equal(untrustedWorkspaces.supported, 'limited');
    assert.deepEqual(untrustedWorkspaces.restrictedConfigurations, [
      'schemaDrift.connectTimeout',
      'schemaDrift.statementTimeout',
    ]);
  });
});
