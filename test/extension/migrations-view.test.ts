import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  CancellationTokenSource,
  commands,
  MarkdownString,
  TabInputTextDiff,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { objectNode } from '../../src/extension/trees/environment-nodes';
import { prismaHistory, supabaseHistory } from '../database/migrations/histories';
import type { TestDatabase } from '../support/database-server';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { parts } from './support/extension';
import { itemsOf, rowsOf } from './support/rows';
import { until } from './support/until';
import { clear, configure, folder, write } from './support/workspace';

describe('the Migrations view', () => {
  let development: TestDatabase;
  let production: TestDatabase;

  beforeEach(async () => {
    await clear();
    const server = await sharedPostgres(Math.max(...majors));
    development = await server.createDatabase(
      `${supabaseHistory(['20250101000000', 'init', 'CREATE TABLE a (id int)'], ['20250301000000', 'gone', 'SELECT 1'])}CREATE TABLE a (id int); CREATE TABLE by_hand (id int);`,
    );
    production = await server.createDatabase('');
    await write('supabase/migrations/20250101000000_init.sql', 'CREATE TABLE a (id int);\n');
    await write('supabase/migrations/20250401000000_next.sql', 'CREATE TABLE b (id int);\n');
    await configure({ development: { url: development.url }, production: { url: production.url } });
    const { migrations } = await parts();
    await until('the files', () => migrations.folders[0]?.status.migrations.length === 2);
  });
  afterEach(async () => {
    await clear();
    await development.drop();
    await production.drop();
  });

  async function rows(): Promise<string[]> {
    return rowsOf((await parts()).migrationsTree);
  }

  it('lists the files, and asks the databases when it is refreshed', async () => {
    const { migrationsView } = await parts();
    assert.deepEqual(await rows(), ['20250401000000_next.sql', '20250101000000_init.sql']);
    assert.match(migrationsView.message ?? '', /Refresh asks the databases/);
    await commands.executeCommand('schemaDrift.refreshMigrations');
    assert.deepEqual(await rows(), [
      '20250401000000_next.sql (pending: development)',
      '  development (pending)',
      '  production (nothing is known)',
      '20250301000000_gone (applied, no file here: development)',
      '  development (applied, no file here)',
      '  production (nothing is known)',
      '20250101000000_init.sql (applied: development)',
      '  development (applied)',
      '  production (nothing is known)',
    ]);
    assert.match(migrationsView.message ?? '', /^production is untracked/);
  });

  it('follows the files', async () => {
    await write('supabase/migrations/2025-11-05_telemetry.sql', 'SELECT 1');
    await write('supabase/migrations_archive/20240101000000_old.sql', 'SELECT 1');
    await until('the new files', async () => (await rows()).length === 5);
    assert.deepEqual(await rows(), [
      '20250401000000_next.sql',
      '20250101000000_init.sql',
      '2025-11-05_telemetry.sql (the Supabase command line skips this name; it must be <digits>_name.sql)',
      'Archive (1)',
      '  20240101000000_old.sql',
    ]);
    await rm(path.join(folder(), 'supabase'), { recursive: true });
    await until('no file', async () => (await rows()).length === 0);
  });

  it('opens the file of a row', async () => {
    const { migrationsTree } = await parts();
    const [newest] = migrationsTree.getChildren();
    assert.ok(newest);
    const { command } = migrationsTree.getTreeItem(newest);
    assert.ok(command);
    await commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
    assert.equal(path.basename(window.activeTextEditor?.document.uri.fsPath ?? ''), '20250401000000_next.sql');
  });

  it('says of what is recorded that its objects are missing', async () => {
    await development.query('DROP TABLE a');
    await commands.executeCommand('schemaDrift.refreshMigrations');
    assert.ok((await rows()).includes('  development (recorded, but its objects are missing)'));
  });

  it('compares a file that was edited since it was applied with what was applied', async () => {
    await write('supabase/migrations/20250101000000_init.sql', '-- a\nCREATE TABLE a (id bigint);\n');
    await commands.executeCommand('schemaDrift.refreshMigrations');
    const { migrationsTree } = await parts();
    const rows = migrationsTree.getChildren();
    const comparable = [...rows, ...rows.flatMap((row) => migrationsTree.getChildren(row))].filter((node) =>
      migrationsTree.getTreeItem(node).contextValue?.endsWith('.comparable'),
    );
    assert.deepEqual(
      comparable.map((node) => migrationsTree.getTreeItem(node).contextValue),
      ['migration.current.comparable', 'migrationState.edited.comparable'],
    );
    for (const argument of [...comparable, undefined]) {
      await commands.executeCommand('workbench.action.closeAllEditors');
      await commands.executeCommand('schemaDrift.compareWithApplied', argument);
      const { label, input } = window.tabGroups.activeTabGroup.activeTab ?? {};
      assert.equal(label, '20250101000000_init.sql (applied to development ↔ now)');
      assert.ok(input instanceof TabInputTextDiff);
      const applied = await workspace.openTextDocument(input.original);
      assert.equal(applied.getText(), '-- a\nCREATE TABLE a (id int);\n');
    }
  });

  it('says which file made an object, and opens it', async () => {
    const { environmentsTree } = await parts();
    await commands.executeCommand('schemaDrift.refreshMigrations');
    const environment = (await parts()).environments.find('development');
    assert.ok(environment);
    const tooltipOf = async (id: string): Promise<string> => {
      const node = objectNode(environment, id);
      const { token } = new CancellationTokenSource();
      const { tooltip } = await environmentsTree.resolveTreeItem(await environmentsTree.getTreeItem(node), node, token);
      return tooltip instanceof MarkdownString ? tooltip.value.replaceAll('&nbsp;', ' ') : '';
    };
    assert.match(await tooltipOf('column:public.a.id'), /^from 20250101000000\\?_init\.sql/);
    assert.match(await tooltipOf('table:public.by_hand'), /^no migration file/);
    await commands.executeCommand('schemaDrift.openOrigin', objectNode(environment, 'column:public.a.id'));
    assert.equal(path.basename(window.activeTextEditor?.document.uri.fsPath ?? ''), '20250101000000_init.sql');
    await commands.executeCommand('schemaDrift.compare', 'development', 'production');
    const { driftTree } = await parts();
    const tooltips = (await itemsOf(driftTree)).map(({ tooltip }) => (typeof tooltip === 'string' ? tooltip : ''));
    assert.ok(tooltips.some((tooltip) => /^a\n.*\nfrom 20250101000000_init\.sql$/.test(tooltip)));
    assert.ok(tooltips.some((tooltip) => /^by_hand\n.*\nno migration file$/.test(tooltip)));
  });

  it('shows the matrix as a table', async () => {
    await commands.executeCommand('schemaDrift.refreshMigrations');
    await commands.executeCommand('schemaDrift.openMigrationStatus');
    const document = await until('the document', () =>
      workspace.textDocuments.find(({ uri }) => uri.scheme === 'schema-drift-status'),
    );
    assert.match(document.getText(), /\| migration \| development \| production \|/);
    assert.match(document.getText(), /\| 20250101000000\\_init\.sql \| ✓ applied \| – \|/);
    await until('the preview', () =>
      window.tabGroups.activeTabGroup.activeTab?.label.includes('What is applied where'),
    );
  });

  it('writes the script that begins a history, and runs nothing', async () => {
    const file = await commands.executeCommand<Uri>('schemaDrift.trackMigrations', 'production');
    assert.match(file.path, /\/supabase\/history\/\d{14}_track_production\.sql$/);
    assert.equal(window.activeTextEditor?.document.uri.fsPath, file.fsPath);
    assert.deepEqual(await production.query("SELECT FROM pg_namespace WHERE nspname = 'supabase_migrations'"), []);
    await production.query(await readFile(file.fsPath, 'utf8'));
    await commands.executeCommand('schemaDrift.refreshMigrations');
    assert.ok((await rows()).includes('20250401000000_next.sql (pending)'));
    assert.equal((await parts()).migrationsView.message, undefined);
  });

  it('writes the script that corrects a history, for one migration or for all, and runs nothing', async () => {
    await development.query('DROP TABLE a; CREATE TABLE b (id int)');
    await commands.executeCommand('schemaDrift.refreshMigrations');
    const { migrationsTree } = await parts();
    const rowOf = (state: string) => {
      const cells = migrationsTree.getChildren().flatMap((node) => migrationsTree.getChildren(node));
      return cells.find((node) => migrationsTree.getTreeItem(node).contextValue === `migrationState.${state}`);
    };
    const scriptFor = async (...on: readonly unknown[]): Promise<string> => {
      const file = await commands.executeCommand<Uri>('schemaDrift.repairMigrations', ...on);
      assert.match(file.path, /\/supabase\/history\/\d{14}_repair_development\.sql$/);
      return readFile(file.fsPath, 'utf8');
    };
    const missing = await scriptFor(rowOf('objects-missing'));
    assert.match(missing, /DELETE FROM .*'20250101000000'/);
    assert.doesNotMatch(missing, /INSERT/);
    const unrecorded = await scriptFor(rowOf('not-recorded'));
    assert.match(unrecorded, /INSERT INTO [^]*'20250401000000'/);
    assert.doesNotMatch(unrecorded, /DELETE/);
    assert.match(await scriptFor(rowOf('no-file')), /DELETE FROM .*'20250301000000'/);
    const all = await scriptFor('development');
    assert.match(all, /DELETE FROM .*'20250101000000'/);
    assert.match(all, /INSERT INTO [^]*'20250401000000'/);
    await development.query(all);
    await commands.executeCommand('schemaDrift.refreshMigrations');
    assert.ok((await rows()).includes('20250401000000_next.sql (applied: development)'));
    assert.equal(await commands.executeCommand('schemaDrift.repairMigrations', 'development'), undefined);
  });

  it('promotes nothing where nothing is pending, or it is not known', async () => {
    await development.query(
      "UPDATE supabase_migrations.schema_migrations SET version = '20250401000000', name = 'next', statements = NULL WHERE name = 'gone'",
    );
    assert.deepEqual(await commands.executeCommand('schemaDrift.promote', 'development'), []);
    assert.equal(await commands.executeCommand('schemaDrift.promote', 'production'), undefined);
    await production.query(prismaHistory());
    assert.equal(await commands.executeCommand('schemaDrift.promote', 'production'), undefined);
    assert.deepEqual(await development.query("SELECT FROM pg_class WHERE relname = 'b'"), []);
  });
});
