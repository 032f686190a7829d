import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { commands, type Uri } from 'vscode';
import { type Databases, makeDatabases } from './support/databases';
import { parts } from './support/extension';
import { clear, configure, write } from './support/workspace';

describe('capturing what no migration makes', () => {
  let databases: Databases;

  before(async () => {
    databases = await makeDatabases();
    await clear();
    await configure({
      production: { url: databases.production.url },
      files: { kind: 'migrations' },
    });
    await write('supabase/migrations/20260101000000_first.sql', 'create schema first;');
  });

  after(async () => {
    await clear();
    await databases.drop();
  });

  it('writes what is ticked and what it needs, after which nothing of it is missing', async () => {
    const id = 'table:public.graph_nodes';
    const files = await commands.executeCommand<readonly Uri[]>('schemaDrift.captureMigrations', 'production', [id]);
    const [file] = files;
    assert.ok(file);
    assert.match(file.path, /\/supabase\/migrations\/\d{14}_capture_from_production\.sql$/);
    assert.match(
      await readFile(file.fsPath, 'utf8'),
      /CREATE TYPE public\.node_status[^]*CREATE TABLE public\.graph_nodes/,
    );
    const { session } = await parts();
    assert.equal(session.pair?.target.label, 'files');
    const left = session.drift?.differences.map((difference) => difference.id);
    assert.ok(left !== undefined && !left.includes(id));
  });
});
