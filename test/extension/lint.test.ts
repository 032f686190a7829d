import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { CodeAction } from 'vscode';
import {
  CodeActionKind,
  commands,
  DiagnosticSeverity,
  languages,
  Position,
  Range,
  TabInputTextDiff,
  type TextDocument,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import type { LintFinding } from '../../src/migrations/lint/finding';
import { supabaseHistory } from '../database/migrations/histories';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { parts } from './support/extension';
import { until } from './support/until';
import { clear, configure, folder, write } from './support/workspace';

const NOTES = 'supabase/migrations/20250101000000_notes.sql';
const CLEAN_UP = 'supabase/migrations/20250201000000_clean_up.sql';
/** No other test opens it: VS Code keeps the text of a file for a while, and refuses to save over what it has not seen. */
const RANDOM = 'supabase/migrations/20250301000000_random.sql';

describe('lint of the migrations', () => {
  beforeEach(async () => {
    await clear();
    await write(NOTES, 'CREATE TABLE notes (id int);\n');
    await write(CLEAN_UP, 'SELECT 1;\n  TRUNCATE notes;\n');
    await configure({});
    const { migrations } = await parts();
    await until('the files', () => migrations.folders[0]?.status.migrations.length === 2);
  });
  afterEach(clear);

  async function open(name: string): Promise<TextDocument> {
    const document = await workspace.openTextDocument(path.join(folder(), name));
    await window.showTextDocument(document);
    return document;
  }

  /** What the Problems view lists of a file: `1:1 rule`. */
  function problems({ uri }: { readonly uri: Uri }): readonly string[] {
    return languages
      .getDiagnostics(uri)
      .filter(({ source }) => source === 'Schema Drift')
      .map(({ range: { start }, code }) => {
        assert.ok(typeof code === 'object');
        return `${start.line + 1}:${start.character + 1} ${code.value}`;
      });
  }

  async function listed(document: { readonly uri: Uri }, ...expected: readonly string[]): Promise<void> {
    await until(
      `${expected.join(', ') || 'nothing'} in ${document.uri.path}`,
      () => problems(document).join() === expected.join(),
    );
  }

  /** The quick fixes that a light bulb offers for all of a document. */
  async function fixes(document: TextDocument): Promise<ReadonlyMap<string, CodeAction>> {
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new Range(0, 0, document.lineCount, 0),
      CodeActionKind.QuickFix.value,
    );
    return new Map(actions.map((action) => [action.title, action]));
  }

  /** Out: the title of the one that was applied. */
  async function apply(document: TextDocument, title: RegExp): Promise<string> {
    const all = await fixes(document);
    const found = [...all.keys()].find((each) => title.test(each));
    const { edit } = all.get(found ?? '') ?? assert.fail(`${String(title)} is not among ${[...all.keys()].join(', ')}`);
    assert.ok(edit);
    assert.ok(await workspace.applyEdit(edit));
    return found ?? '';
  }

  it('lists what is found in all files when one is opened, and leads to what the rules mean', async () => {
    const document = await open(NOTES);
    await listed(document, '1:1 missing-rls');
    await listed({ uri: Uri.file(path.join(folder(), CLEAN_UP)) }, '2:3 data-loss');
    const [problem] = languages.getDiagnostics(document.uri);
    assert.equal(problem?.severity, DiagnosticSeverity.Warning);
    assert.ok(typeof problem.code === 'object');
    assert.match((await workspace.openTextDocument(problem.code.target)).getText(), /`missing-rls`/);
  });

  it('lists nothing any more once a fix is saved', async () => {
    const document = await open(NOTES);
    await listed(document, '1:1 missing-rls');
    await apply(document, /^Enable row level security on public\.notes$/);
    assert.equal(
      document.getText(),
      'CREATE TABLE notes (id int);\nALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;\n',
    );
    await document.save();
    await listed(document);
  });

  it('writes the comment that ignores a rule before the statement', async () => {
    const document = await open(CLEAN_UP);
    await listed(document, '2:3 data-loss');
    await apply(document, /^Ignore data-loss here$/);
    assert.equal(document.getText(), 'SELECT 1;\n  -- schema-drift: ignore data-loss\n  TRUNCATE notes;\n');
    await document.save();
    await listed(document);
  });

  it('renames a file that the Supabase command line would skip, to come after all others', async () => {
    await write('supabase/migrations/2025-11-05_telemetry.sql', 'SELECT 1;');
    const document = await open('supabase/migrations/2025-11-05_telemetry.sql');
    await listed(document, '1:1 skipped-name');
    // Each second it is another name.
    const title = await apply(document, /^Rename to \d{14}_telemetry\.sql$/);
    const name = title.slice('Rename to '.length);
    assert.equal((await readdir(path.join(folder(), 'supabase/migrations'))).sort().at(-1), name);
    await listed({ uri: Uri.file(path.join(folder(), 'supabase/migrations', name)) });
    await listed(document);
  });

  it('looks once more when it is asked and files change meanwhile', async () => {
    const { lint, migrations } = await parts();
    const [opened] = migrations.folders;
    assert.ok(opened);
    const asked = lint.run(opened, new AbortController().signal);
    // What begins by itself once a file is saved.
    lint.run(opened).catch(() => undefined);
    assert.deepEqual(
      (await asked).map(({ rule }) => rule),
      ['missing-rls', 'data-loss'],
    );
  });

  it('replays once what others replay too', async () => {
    // Another replay would make another table.
    await write(RANDOM, `DO $$ BEGIN EXECUTE format('CREATE TABLE %I ()', 'run_' || gen_random_uuid()); END $$;\n`);
    for (const other of [NOTES, CLEAN_UP]) await rm(path.join(folder(), other));
    const { migrations, work } = await parts();
    await until('one file', () => migrations.folders[0]?.status.migrations.length === 1);
    const opened = migrations.folders[0];
    assert.ok(opened);
    /** The table that the refresh of the view found, and the one that lint found. */
    const asked = async (): Promise<readonly string[]> => {
      const [findings] = await Promise.all([
        work.lint(opened.status, { workspace: folder(), env: process.env }),
        migrations.replay(opened.folder, new AbortController().signal),
      ]);
      const created = [...migrations.createdIn(opened.folder).values()].flat().map(({ id }) => id);
      return [...created, ...findings.flatMap(({ object }) => object ?? [])];
    };
    const [first, ...others] = await asked();
    assert.match(first ?? '', /^table:public\."run_/);
    assert.deepEqual(others, [first]);
    const document = await open(RANDOM);
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, new Position(0, 0), '-- saved\n');
    await workspace.applyEdit(edit);
    assert.ok(await document.save());
    const nameOf = (id = ''): string => id.slice('table:'.length);
    const shown = await until('what is said of the saved file', () =>
      languages
        .getDiagnostics(document.uri)
        .map(({ message }) => message)
        .find((message) => !message.includes(nameOf(first))),
    );
    const [saved, ...rest] = await asked();
    assert.deepEqual(rest, [saved]);
    assert.ok(shown.includes(nameOf(saved)), `${shown} is about ${nameOf(saved)}`);
  });

  it('looks at all files when it is asked, and knows what the databases said', async () => {
    const database = await (
      await sharedPostgres(Math.max(...majors))
    ).createDatabase(supabaseHistory(['20250201000000', 'clean_up', 'SELECT 2']));
    await configure({ development: { url: database.url } });
    await commands.executeCommand('schemaDrift.refreshMigrations');
    const findings = await commands.executeCommand<readonly LintFinding[]>('schemaDrift.lintMigrations');
    assert.deepEqual(
      findings.map(({ rule, level }) => [rule, level]),
      [
        ['out-of-order', 'error'],
        ['missing-rls', 'warning'],
        ['edited', 'error'],
        ['data-loss', 'note'],
      ],
    );
    const document = await open(CLEAN_UP);
    await listed(document, '1:1 edited', '2:3 data-loss');
    // The light bulb of a document that was opened a moment ago can be empty at first.
    const actions = await until('the quick fixes', async () => {
      const all = await fixes(document);
      return all.size > 0 && all;
    });
    const compare = actions.get('Compare with what was applied to development')?.command;
    assert.ok(compare);
    await commands.executeCommand(compare.command, ...((compare.arguments ?? []) as unknown[]));
    const input = window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof TabInputTextDiff);
    assert.equal(input.modified.toString(), document.uri.toString());
    assert.equal((await workspace.openTextDocument(input.original)).getText(), 'SELECT 2;\n');
    const repair = actions.get('Record the file as it is now in development…')?.command;
    assert.ok(repair);
    const script = await commands.executeCommand<Uri>(repair.command, ...((repair.arguments ?? []) as unknown[]));
    assert.match(script.path, /\/supabase\/history\/\d{14}_repair_development\.sql$/);
    await database.drop();
  });
});
