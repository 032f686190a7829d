import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Catalog, CatalogObject } from '../../../src/engine/model';
import type { LoadedCatalog } from '../../../src/environments/load';
import { readSnapshot, writeSnapshot } from '../../../src/environments/snapshot';
import { inFolder } from './temporary-folder';

const CATALOG: Catalog = {
  server: { version: 180_004, database: 'app', user: 'me', roles: ['anon', 'me'] },
  objects: new Map<string, CatalogObject>([
    [
      'table:public.b',
      {
        id: 'table:public.b',
        kind: 'table',
        schema: 'public',
        name: 'b',
        parents: ['schema:public'],
        attributes: { owner: 'me', options: ['x=1', null], nested: { b: true, a: { z: 1 } } },
        facts: { rows: 12 },
      },
    ],
    [
      'schema:public',
      { id: 'schema:public', kind: 'schema', schema: null, name: 'public', parents: [], attributes: {}, facts: {} },
    ],
  ]),
  dependencies: new Map([['table:public.b', ['schema:public']]]),
  notCompared: [{ kind: 'cast', count: 2, examples: ['a', 'b'] }],
  leftOut: [{ reason: 'the preset', count: 1, examples: ['auth'] }],
  notRead: [{ kind: 'policy', reason: 'permission denied' }],
};
const LOADED: LoadedCatalog = {
  catalog: CATALOG,
  environment: { name: 'production', kind: 'database', serverVersion: '18.4' },
};
const NOW = new Date('2026-01-02T03:04:05Z');

describe('a snapshot', () => {
  it('gives back what was saved, in the same order', async () => {
    await inFolder({}, async (folder) => {
      const file = path.join(folder, 'a.json');
      await writeSnapshot(file, LOADED, NOW);
      const read = await readSnapshot(file, 'a');
      assert.deepEqual(read, { catalog: CATALOG, serverVersion: '18.4' });
      assert.deepEqual([...read.catalog.objects.keys()], [...CATALOG.objects.keys()]);
      const text = await readFile(file, 'utf8');
      assert.match(text, /^\{\n {2}"formatVersion": 1,/);
      assert.match(text, /"takenAt": "2026-01-02T03:04:05\.000Z"/);
      await writeSnapshot(file, LOADED, NOW);
      assert.equal(await readFile(file, 'utf8'), text);
      assert.deepEqual(await readdir(folder), ['a.json']);
    });
  });

  it('is refused when it is damaged, of another format, or something else', async () => {
    await inFolder({}, async (folder) => {
      const file = path.join(folder, 'a.json');
      await writeSnapshot(file, LOADED, NOW);
      const text = await readFile(file, 'utf8');
      for (const [wrong, why] of [
        [text.replace('"owner":"me"', '"owner":"you"'), /does not match its hash/],
        [text.replace('"formatVersion": 1', '"formatVersion": 2'), /it has formatVersion 2, and 1 is understood/],
        [text.slice(0, -20), /not a snapshot that can be read/],
        [text.replace('"parents":["schema:public"],', ''), /objects\.0\.parents/],
        ['{}', /no formatVersion/],
        ['', /not a snapshot/],
      ] as const) {
        await writeFile(file, wrong);
        await assert.rejects(readSnapshot(file, 'before'), {
          reason: 'unreadable',
          environment: 'before',
          message: why,
        });
      }
    });
  });

  it('that is not there is an error that names the file', async () => {
    await assert.rejects(readSnapshot('/nowhere/a.json', 'before'), {
      reason: 'not-found',
      message: 'before: the file /nowhere/a.json does not exist.',
    });
  });

  it('that can not be written leaves what was there', async () => {
    await inFolder({ 'kept/a.json': 'kept' }, async (folder) => {
      await assert.rejects(writeSnapshot(path.join(folder, 'none/a.json'), LOADED), { reason: 'unwritable' });
      // A folder in the way: the rename fails after the temporary file was written.
      await assert.rejects(writeSnapshot(path.join(folder, 'kept'), LOADED), { reason: 'unwritable' });
      assert.deepEqual(await readdir(folder), ['kept']);
      assert.equal(await readFile(path.join(folder, 'kept/a.json'), 'utf8'), 'kept');
    });
  });
});
