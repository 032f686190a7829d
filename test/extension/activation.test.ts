import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { CommandId } from '../../src/extension/command-ids';
import { ViewId } from '../../src/extension/view-ids';
import { manifest, parts } from './support/extension';

interface Contributes {
  readonly commands: readonly { readonly command: string; readonly category: string; readonly title: string }[];
  readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
  readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
}

function contributes(): Contributes {
  return manifest().contributes as Contributes;
}

describe('the extension', () => {
  before(parts);

  it('registers every command that it declares, and declares every command that it registers', async () => {
    const declared = contributes().commands.map(({ command }) => command);
    const registered = new Set(await commands.getCommands(true));
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
    assert.deepEqual([...declared].sort(), Object.values(CommandId).sort());
  });

  it('has all commands in its category, with a title for people', () => {
    for (const { command, category, title } of contributes().commands) {
      assert.equal(category, 'Schema Drift', command);
      assert.doesNotMatch(title, /^%|^$/, command);
    }
  });

  it('has menus of declared commands alone', () => {
    const declared = new Set(contributes().commands.map(({ command }) => command));
    const used = Object.values(contributes().menus).flatMap((items) => items.map(({ command }) => command));
    assert.deepEqual(
      used.filter((command) => !declared.has(command)),
      [],
    );
  });

  it('declares its views', () => {
    const declared = Object.values(contributes().views).flatMap((views) => views.map(({ id }) => id));
    assert.deepEqual(declared.sort(), Object.values(ViewId).sort());
  });
});
