import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.join(__dirname, '../../..');

describe('the bundle of texts', () => {
  it('has what the extension says, and nothing else', async () => {
    const script = "import('./scripts/l10n.mjs').then(async (m) => process.stdout.write(await m.l10nBundle()))";
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: ROOT });
    const bundle = await readFile(path.join(ROOT, 'l10n/bundle.l10n.json'), 'utf8');
    assert.equal(bundle, stdout, 'l10n/bundle.l10n.json is old: run npm run l10n');
  });
});
