import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SchemaWork } from '../../src/extension/schema-work';
import { type Databases, DIFFERENCES, makeDatabases } from './support/databases';
import { parts } from './support/extension';
import { clear, configure } from './support/workspace';

describe('the thread that reads and compares', () => {
  let databases: Databases;

  before(async () => {
    databases = await makeDatabases();
    await configure({
      production: { url: databases.production.url, role: 'production' },
      development: { url: databases.development.url, role: 'development' },
      nowhere: { url: 'postgresql://postgres@127.0.0.1:1/nothing' },
    });
  });
  after(async () => {
    await clear();
    await databases.drop();
  });

  const environment = async (label: string) => {
    const { environments } = await parts();
    const found = environments.find(label);
    assert.ok(found);
    return found;
  };

  const read = async (work: SchemaWork, label: string) => {
    const { folder } = await environment(label);
    return work.read(await environment(label), { workspace: folder.uri.fsPath, env: process.env });
  };

  it('gives what was read, compared and planned', async () => {
    const { work } = await parts();
    const [source, target] = await Promise.all([read(work, 'production'), read(work, 'development')]);
    const drift = await work.compare(source, target);
    assert.deepEqual(Object.fromEntries(drift.differences.map(({ id, status }) => [id, status])), DIFFERENCES);
    const request = { chosen: drift.differences.map(({ id }) => id), strategy: 'usual' as const };
    const plan = await work.plan(drift.key, request);
    assert.ok(plan.statements >= drift.differences.length);
    const options = {
      ...request,
      script: { source: 'production', target: 'development', date: new Date(0), version: '0' },
      targetKind: 'database' as const,
    };
    const whole = await work.migration(drift.key, { ...options, allow: ['DELETES_DATA'] });
    assert.match(whole.texts.join(), /CREATE INDEX idx_graph_nodes_status/);
    assert.deepEqual(whole.leftOut, []);
    const careful = await work.migration(drift.key, { ...options, allow: [], strategy: 'online' as const });
    assert.match(careful.texts.join(), /CREATE INDEX CONCURRENTLY idx_graph_nodes_status/);
    assert.match(careful.texts.join(), /^-- +DROP TABLE public\.leftover/m);
    assert.deepEqual(careful.leftOut, ['table:public.leftover']);
    for (const { key } of [source, target, drift]) work.forget(key);
    await assert.rejects(work.plan(drift.key, request), /Refresh and compare again/);
  });

  it('fails with the error that happened in it', async () => {
    const { work } = await parts();
    await assert.rejects(read(work, 'nowhere'), {
      name: 'EnvironmentError',
      reason: 'unreachable',
      code: 'ECONNREFUSED',
    });
  });

  it('says that it ended, and starts again', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'schema-work-'));
    const program = path.join(folder, 'ends.cjs');
    await writeFile(program, "require('node:worker_threads').parentPort.once('message', () => process.exit(3));");
    const work = new SchemaWork(program);
    try {
      for (let time = 0; time < 2; time++) await assert.rejects(read(work, 'production'), /ended unexpectedly: code 3/);
    } finally {
      work.dispose();
      await rm(folder, { recursive: true });
    }
  });
});
