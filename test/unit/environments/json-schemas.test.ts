import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.join(__dirname, '../../..');

describe('the published JSON Schemas', () => {
  it('are what the zod schemas say', async () => {
    const script =
      "import('./scripts/json-schemas.mjs').then(async (m) => console.log(JSON.stringify([...await m.jsonSchemas()])))";
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: ROOT });
    const schemas = JSON.parse(stdout) as [string, string][];
    assert.deepEqual(
      schemas.map(([file]) => file),
      [
        'schemas/schema-drift.schema.json',
        'schemas/report.schema.json',
        'schemas/status.schema.json',
        'schemas/check.schema.json',
      ],
    );
    for (const [file, text] of schemas) {
      assert.equal(
        await readFile(path.join(ROOT, file), 'utf8'),
        text,
        `${file} is old: run node scripts/json-schemas.mjs`,
      );
    }
  });
});
