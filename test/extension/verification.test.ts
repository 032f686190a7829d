import assert from 'node:assert/strict';
import { type CodeLens, commands, Range, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { type Databases, makeDatabases } from './support/databases';
import { parts } from './support/extension';
import { until } from './support/until';
import { clear, configure, write } from './support/workspace';

const QUERIES = `-- verify: the enum is there
-- expect: t
SELECT EXISTS (SELECT FROM pg_type WHERE typname = 'node_status');

-- verify: both tables
-- expect rows: 2
SELECT tablename FROM pg_tables
WHERE tablename IN ('graph_nodes', 'profiles');

SELECT 'not; judged' AS "a|b";
`;

describe('verification queries', () => {
  let databases: Databases;

  before(async () => {
    databases = await makeDatabases();
    await clear();
    await configure({
      production: { url: databases.production.url, role: 'production' },
      development: { url: databases.development.url, role: 'development' },
    });
  });
  after(async () => {
    await clear();
    await databases.drop();
  });

  async function lensesOf(uri: Uri): Promise<[number, string][]> {
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri);
    return lenses
      .map((lens): [number, string] => [lens.range.start.line, lens.command?.title ?? ''])
      .sort(([a], [b]) => a - b);
  }

  it('have lenses that name the databases', async () => {
    const uri = Uri.file(await write('supabase/verification/1_verify.sql', QUERIES));
    await workspace.openTextDocument(uri);
    const titles = ['▷ Run on production', 'development', 'all'];
    assert.deepEqual(
      await lensesOf(uri),
      [2, 6, 9].flatMap((line) => titles.map((title) => [line, title])),
    );
  });

  it('have none in other SQL files, nor while the text is no SQL', async () => {
    const migration = Uri.file(await write('supabase/migrations/1_a.sql', 'SELECT 1;\n'));
    await workspace.openTextDocument(migration);
    assert.deepEqual(await lensesOf(migration), []);
    const broken = Uri.file(await write('supabase/verification/2_verify.sql', 'SELECT FROM WHERE;\n'));
    await workspace.openTextDocument(broken);
    assert.deepEqual(await lensesOf(broken), []);
  });

  it('answer under the query, with ✓ and ✗ per database', async () => {
    const { answers } = await parts();
    const uri = Uri.file(await write('supabase/verification/3_verify.sql', QUERIES));
    await window.showTextDocument(uri);
    const summary = await commands.executeCommand('schemaDrift.runVerificationQueries', uri, [
      'production',
      'development',
    ]);
    assert.deepEqual(summary, { passed: 3, failed: 1 });
    const shown = await until('three answers', () => {
      const found = answers.answersIn(uri);
      return found.length === 3 && found.every((each) => each.answers.length === 2) ? found : undefined;
    });
    assert.deepEqual(
      shown.map(({ line, expected, answers: each }) => [
        line,
        expected,
        ...each.map(({ environment, outcome, actual }) => `${environment} ${outcome} ${actual}`),
      ]),
      [
        [2, 't', 'production passed t', 'development failed f'],
        [7, '2 rows', 'production passed 2 rows', 'development passed 2 rows'],
        [9, null, 'production shown not; judged', 'development shown not; judged'],
      ],
    );
  });

  it('run one at a time by its lens, and answers go when the text is changed', async () => {
    const { answers } = await parts();
    const uri = Uri.file(await write('supabase/verification/4_verify.sql', QUERIES));
    const { document } = await window.showTextDocument(uri);
    await commands.executeCommand('schemaDrift.runQuery', uri.toString(), 6, ['development']);
    const [only] = await until('the answer', () => {
      const found = answers.answersIn(uri);
      return found.length === 1 ? found : undefined;
    });
    assert.deepEqual(only?.answers[0]?.rows, [['graph_nodes'], ['profiles']]);
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(0), '-- a remark\n');
    await workspace.applyEdit(edit);
    assert.deepEqual(answers.answersIn(uri), []);
  });

  it('can’t write', async () => {
    const { answers } = await parts();
    const uri = Uri.file(
      await write(
        'supabase/verification/5_verify.sql',
        "SELECT set_config('transaction_read_only', 'off', false);\n\nSELECT lo_create(0);\n",
      ),
    );
    await commands.executeCommand('schemaDrift.runVerificationQueries', uri, ['development']);
    const shown = await until('two answers', () => {
      const found = answers.answersIn(uri);
      return found.length === 2 ? found : undefined;
    });
    assert.equal(shown[1]?.answers[0]?.outcome, 'error');
    assert.deepEqual(await databases.development.query('SELECT oid FROM pg_largeobject_metadata'), []);
  });

  it('say what PostgreSQL said about one that fails, and run the others', async () => {
    const { answers } = await parts();
    const uri = Uri.file(
      await write('supabase/verification/6_verify.sql', 'SELECT * FROM nowhere;\n\n-- expect: 1\nSELECT 1;\n'),
    );
    const summary = await commands.executeCommand('schemaDrift.runVerificationQueries', uri, ['development']);
    assert.deepEqual(summary, { passed: 1, failed: 1 });
    const shown = await until('two answers', () => {
      const found = answers.answersIn(uri);
      return found.length === 2 ? found : undefined;
    });
    assert.match(shown[0]?.answers[0]?.actual ?? '', /relation "nowhere" does not exist/);
  });

  it('keep the answers of one database when another can’t be reached', async () => {
    const { answers } = await parts();
    await configure({
      development: { url: databases.development.url },
      nowhere: { url: 'postgresql://postgres@127.0.0.1:1/nothing' },
    });
    const uri = Uri.file(await write('supabase/verification/7_verify.sql', '-- expect: 1\nSELECT 1;\n'));
    const summary = await commands.executeCommand('schemaDrift.runVerificationQueries', uri, [
      'development',
      'nowhere',
    ]);
    assert.deepEqual(summary, { passed: 1, failed: 1 });
    const [shown] = await until('the answer', () => {
      const found = answers.answersIn(uri);
      return found[0]?.answers.length === 2 ? found : undefined;
    });
    const failure = shown?.answers.find(({ environment }) => environment === 'nowhere');
    assert.equal(failure?.outcome, 'error');
    assert.match(failure.actual, /nowhere/);
  });

  it('are not run when the file holds anything but queries', async () => {
    const uri = Uri.file(await write('supabase/verification/8_verify.sql', 'DELETE FROM profiles;\n'));
    const document = await workspace.openTextDocument(uri);
    assert.equal(document.validateRange(new Range(0, 0, 0, 6)).end.character, 6);
    const summary = await commands.executeCommand('schemaDrift.runVerificationQueries', uri, ['development']);
    assert.equal(summary, undefined);
  });
});
