import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { commands, languages, Uri, window } from 'vscode';
import { parts } from './support/extension';
import { rowsOf } from './support/rows';
import { until } from './support/until';
import { clear, configure, folder, write } from './support/workspace';

describe('schema-drift.json', () => {
  beforeEach(clear);
  after(clear);

  const file = () => Uri.file(path.join(folder(), 'schema-drift.json'));

  it('is read again when it is changed, made or deleted', async () => {
    const { environments } = await parts();
    assert.equal(environments.state, 'nothing');
    await write('schema-drift.json', '{ "environments": { "one": { "url": { "env": "ONE" } } } }');
    await until('the environment', () => environments.find('one'));
    await write('schema-drift.json', '{ "environments": { "two": { "url": { "env": "TWO" } } } }');
    await until('the other environment', () => environments.find('two'));
    assert.equal(environments.find('one'), undefined);
    await rm(file().fsPath);
    await until('nothing', () => environments.state === 'nothing');
  });

  it('is offered what was found where there is none', async () => {
    const { environments, environmentsTree } = await parts();
    await write('.env.production', 'DATABASE_URL=postgresql://app:s3cret@db.example.com/app\n');
    await until('the discovery', () => environments.state === 'discovered');
    assert.deepEqual(
      environments.folders[0]?.discovered.map(({ kind, location }) => ({ kind, location })),
      [{ kind: 'database', location: { file: '.env.production', key: 'DATABASE_URL' } }],
    );
    assert.deepEqual(await environmentsTree.getChildren(), []);
  });

  it('that is broken is named with line, column and what is expected, and is never an empty list', async () => {
    const { environments, environmentsTree } = await parts();
    await configure({ one: { url: 'postgresql://localhost/one' } });
    await write('schema-drift.json', '{\n  "environments": {\n    "one": { "urll": "x" }\n  }\n}\n');
    await until('the error', () => environments.state === 'broken');
    assert.match((await rowsOf(environmentsTree))[0] ?? '', /schema-drift\.json:3:\d+: /);
    const [problem] = await until('the problem', () => {
      const found = languages.getDiagnostics(file()).filter(({ source }) => source === 'Schema Drift');
      return found.length > 0 ? found : undefined;
    });
    assert.equal(problem?.range.start.line, 2);

    await commands.executeCommand('schemaDrift.openConfiguration');
    assert.equal(window.activeTextEditor?.selection.active.line, 2);

    assert.equal(await commands.executeCommand('schemaDrift.compare'), undefined);
    await configure({ one: { url: 'postgresql://localhost/one' } });
    assert.deepEqual(
      languages.getDiagnostics(file()).filter(({ source }) => source === 'Schema Drift'),
      [],
    );
  });

  it('is made by the command that opens it', async () => {
    const { environments } = await parts();
    await commands.executeCommand('schemaDrift.openConfiguration');
    assert.equal(window.activeTextEditor?.document.uri.fsPath, file().fsPath);
    assert.equal(environments.folders[0]?.error, undefined);
  });

  it('may name snapshots and SQL files in its comparisons alone', async () => {
    const { environments } = await parts();
    await write(
      'schema-drift.json',
      JSON.stringify({
        environments: { one: { url: 'postgresql://localhost/one' } },
        comparisons: [{ source: 'sql:schema.sql', target: 'one' }],
      }),
    );
    await environments.refresh();
    assert.deepEqual(
      environments.environments.map(({ label, environment }) => [label, environment.kind]),
      [
        ['one', 'database'],
        ['sql:schema.sql', 'sql'],
      ],
    );
  });
});
