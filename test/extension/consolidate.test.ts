import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { commands, type TextDocument, type Uri, window, workspace } from 'vscode';
import { supabaseHistory } from '../database/migrations/histories';
import type { TestDatabase } from '../support/database-server';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { parts } from './support/extension';
import { until } from './support/until';
import { clear, configure, folder, write } from './support/workspace';

const FILES = {
  '20260101000000_people.sql': 'create table public.people (id int primary key);',
  '20260102000000_names.sql': 'alter table public.people add column name text;',
};

describe('consolidating migrations', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    await clear();
    const recorded = Object.entries(FILES).map(([name, sql]) => [name.slice(0, 14), name.slice(15, -4), sql] as const);
    const server = await sharedPostgres(Math.max(...majors));
    database = await server.createDatabase(`${Object.values(FILES).join('\n')}${supabaseHistory(...recorded)}`);
    for (const [name, sql] of Object.entries(FILES)) await write(`supabase/migrations/${name}`, sql);
    await configure({ dev: { url: database.url } });
    const { migrations } = await parts();
    await until('the files', () => migrations.folders[0]?.status.migrations.length === 2);
  });
  afterEach(async () => {
    await clear();
    await database.drop();
  });

  const namesIn = (name: string): Promise<readonly string[]> =>
    readdir(path.join(folder(), 'supabase', name)).catch(() => []);

  /** The report, once it is there: the folder is replayed four times before it. VS Code keeps the document of the one before. */
  const report = (): Promise<string> =>
    new Promise((resolve) => {
      const take = (document: TextDocument): void => {
        if (document.uri.scheme !== 'schema-drift-consolidation') return;
        for (const listener of listeners) listener.dispose();
        resolve(document.getText());
      };
      const listeners = [
        workspace.onDidOpenTextDocument(take),
        workspace.onDidChangeTextDocument(({ document }) => {
          take(document);
        }),
      ];
    });

  /** Chooses the first entry, Write, once the report has brought it up. */
  async function answerWith(running: Thenable<unknown>): Promise<void> {
    let ended = false;
    void running.then(() => (ended = true));
    await until('the end', async () => {
      await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return ended;
    });
  }

  /** How often the log has said that files have changed. */
  async function refusals(): Promise<number> {
    await commands.executeCommand('schemaDrift.showLog');
    const log = await until('the log', () => workspace.textDocuments.find(({ uri }) => uri.scheme === 'output'));
    return log.getText().match(/have changed meanwhile\. Consolidate again\. Nothing was written/g)?.length ?? 0;
  }

  it('shows what it does, and then writes it and moves the old files', async function () {
    this.timeout(180_000);
    const reported = report();
    const running = commands.executeCommand<readonly Uri[]>('schemaDrift.consolidateMigrations', 'master', ['dev']);
    const shown = await reported;
    assert.match(shown, /Nothing is written yet\. Replayed [^]*## To be written[^]*`20260101000000_master\.sql`/);
    assert.match(
      shown,
      /## To be moved into the archive\n\n- `20260101000000_people\.sql`\n- `20260102000000_names\.sql`/,
    );
    assert.match(shown, /## Histories\n\n- dev: `\d{14}_consolidate_dev\.sql`/);
    assert.match(shown, /CREATE TABLE IF NOT EXISTS public\.people/);
    assert.deepEqual(await namesIn('migrations'), Object.keys(FILES));
    await answerWith(running);
    const [master, history] = await running;
    assert.ok(master && history);
    assert.deepEqual(await namesIn('migrations'), ['20260101000000_master.sql']);
    assert.deepEqual(await namesIn('migrations_archive'), Object.keys(FILES));
    assert.match(await readFile(history.fsPath, 'utf8'), /'20260102000000'/);
    const open = window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    for (const file of [master, history]) assert.ok(open.includes(path.basename(file.fsPath)), open.join());
  });

  it('writes nothing where a file was edited while the person read, and says so', async function () {
    this.timeout(180_000);
    const before = await refusals();
    const reported = report();
    const running = commands.executeCommand<readonly Uri[]>('schemaDrift.consolidateMigrations', 'master', ['dev']);
    await reported;
    await write('supabase/migrations/20260102000000_names.sql', "comment on table public.people is 'edited';");
    await answerWith(running);
    assert.equal(await running, undefined);
    await until('the refusal', async () => (await refusals()) === before + 1);
    assert.deepEqual(await namesIn('migrations'), Object.keys(FILES));
    assert.deepEqual([await namesIn('migrations_archive'), await namesIn('history')], [[], []]);
  });

  it('writes nothing where a database has not applied all', async function () {
    this.timeout(180_000);
    await database.query("DELETE FROM supabase_migrations.schema_migrations WHERE version = '20260102000000'");
    const files = await commands.executeCommand('schemaDrift.consolidateMigrations', 'master', ['dev']);
    assert.equal(files, undefined);
    assert.deepEqual(await namesIn('migrations'), Object.keys(FILES));
  });
});
