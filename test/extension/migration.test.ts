import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { commands, type Uri, window } from 'vscode';
import type { Proof } from '../../src/proof/prove';
import { type Databases, makeDatabases } from './support/databases';
import { parts } from './support/extension';
import { clear, configure, folder, write } from './support/workspace';

describe('a migration', () => {
  let databases: Databases;

  before(async () => {
    databases = await makeDatabases();
  });
  after(async () => {
    await clear();
    await databases.drop();
  });
  beforeEach(async () => {
    await clear();
    await configure({
      production: { url: databases.production.url, role: 'production' },
      development: { url: databases.development.url, role: 'development' },
    });
    await commands.executeCommand('schemaDrift.compare', 'production', 'development');
    const { session } = await parts();
    // Without the table that is dropped: that asks first.
    session.choose(new Set([...session.chosen].filter((id) => id !== 'table:public.leftover')));
  });

  async function migrations(): Promise<string[]> {
    return readdir(path.join(folder(), 'supabase', 'migrations')).catch(() => []);
  }

  it('is written after the newest one and opened', async () => {
    await write('supabase/migrations/29990101000000_from_the_future.sql', 'select 1;\n');
    const files = await commands.executeCommand<readonly Uri[]>('schemaDrift.generateMigration', 'catch up');
    assert.equal(files.length, 1);
    assert.deepEqual(await migrations(), ['29990101000000_from_the_future.sql', '29990101000001_catch_up.sql']);
    const editor = window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, files[0]?.fsPath);
    const text = editor?.document.getText() ?? '';
    assert.match(text, /^-- Brings development to where production is\./);
    assert.match(text, /CREATE TYPE public\.node_status/);
    assert.doesNotMatch(text, /leftover/);
    assert.ok(text.indexOf('node_status AS ENUM') < text.indexOf('ADD COLUMN status'), 'the type comes first');
  });

  it('brings what the choice needs', async () => {
    const { session } = await parts();
    session.choose(new Set(['index:public.idx_graph_nodes_status']));
    const [file] = await commands.executeCommand<readonly Uri[]>('schemaDrift.generateMigration', 'one index');
    assert.ok(file);
    const text = await readFile(file.fsPath, 'utf8');
    for (const needed of ['node_status AS ENUM', 'ADD COLUMN status', 'CREATE INDEX idx_graph_nodes_status']) {
      assert.ok(text.includes(needed), needed);
    }
    assert.doesNotMatch(text, /CREATE VIEW/);
  });

  it('makes the drift go away', async () => {
    const { session } = await parts();
    const copy = await makeDatabases();
    try {
      await configure({
        production: { url: copy.production.url },
        development: { url: copy.development.url },
      });
      await commands.executeCommand('schemaDrift.compare', 'production', 'development');
      session.choose(new Set([...session.chosen].filter((id) => id !== 'table:public.leftover')));
      const [file] = await commands.executeCommand<readonly Uri[]>('schemaDrift.generateMigration', 'all');
      assert.ok(file);
      await copy.development.query(await readFile(file.fsPath, 'utf8'));
      await commands.executeCommand('schemaDrift.compareAgain');
      assert.deepEqual(
        session.drift?.differences.map(({ id }) => id),
        ['table:public.leftover'],
      );
    } finally {
      await clear();
      await copy.drop();
    }
  });

  it('renames what a person said was renamed', async () => {
    const { session } = await parts();
    await databases.production.query('CREATE TABLE people (id int PRIMARY KEY, email text)');
    await databases.development.query('CREATE TABLE users (id int PRIMARY KEY, email text)');
    try {
      await commands.executeCommand('schemaDrift.compareAgain');
      const rename = { from: 'table:public.users', to: 'table:public.people' };
      const offered = session.drift?.possibleRenames.map(({ from, to }) => ({ from, to }));
      assert.deepEqual(offered, [rename]);
      await commands.executeCommand('schemaDrift.acceptRename', rename);
      assert.deepEqual(session.drift?.renames, [rename]);
      session.choose(new Set([rename.to]));
      const [file] = await commands.executeCommand<readonly Uri[]>('schemaDrift.generateMigration', 'rename');
      assert.ok(file);
      const text = await readFile(file.fsPath, 'utf8');
      assert.match(text, /ALTER TABLE public\.users RENAME TO people;/);
      await databases.development.query(text);
      await commands.executeCommand('schemaDrift.compareAgain');
      assert.deepEqual(session.drift.renames, []);
      assert.ok(!session.drift.differences.some(({ id }) => id === rename.to));
    } finally {
      await databases.production.query('DROP TABLE people');
      await databases.development.query('DROP TABLE IF EXISTS users, people');
    }
  });

  it('is proved on a scratch copy, and forgets that with another choice', async () => {
    const { proof, session } = await parts();
    const result = await commands.executeCommand<Proof>('schemaDrift.proveMigration');
    assert.equal(result.outcome, 'proved');
    assert.equal(result.where, 'the embedded PostgreSQL');
    assert.equal(proof.state.phase, 'done');
    session.choose(new Set(['view:public.labels']));
    assert.equal(proof.state.phase, 'none');
  });

  it('is proved on the server that schema-drift.json names', async () => {
    const { environments } = await parts();
    const [production, development] = [{ url: databases.production.url }, { url: databases.development.url }];
    await write(
      'schema-drift.json',
      JSON.stringify({ environments: { production, development }, scratch: development.url }),
    );
    await environments.refresh();
    await commands.executeCommand('schemaDrift.compare', 'production', 'development');
    const result = await commands.executeCommand<Proof>('schemaDrift.proveMigration');
    assert.equal(result.outcome, 'proved');
    assert.equal(result.where, 'a temporary database on the server of scratch');
  });

  it('is not written when the folder can’t be: nothing is left behind', async () => {
    await write('supabase', 'a file where the folder should be');
    const files = await commands.executeCommand('schemaDrift.generateMigration', 'blocked');
    assert.equal(files, undefined);
    assert.deepEqual((await readdir(folder())).sort(), ['schema-drift.json', 'supabase']);
    assert.equal(window.activeTextEditor, undefined);
  });

  it('is not written when nothing is chosen', async () => {
    const { session } = await parts();
    session.choose(new Set());
    assert.equal(await commands.executeCommand('schemaDrift.generateMigration', 'nothing'), undefined);
    assert.deepEqual(await migrations(), []);
  });

  it('has its verification queries beside it', async () => {
    const file = await commands.executeCommand<Uri>('schemaDrift.generateVerificationQueries', 'catch up');
    assert.match(file.path, /\/supabase\/verification\/\d{14}_catch_up_verify\.sql$/);
    const text = await readFile(file.fsPath, 'utf8');
    assert.match(text, /^-- verify: .*\n-- expect: t\n/m);
    assert.doesNotMatch(text, /leftover/);
    assert.equal(window.activeTextEditor?.document.uri.fsPath, file.fsPath);
  });
});
