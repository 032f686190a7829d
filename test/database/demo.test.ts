import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';

const DEMO = path.resolve(__dirname, '../../scripts/demo.mjs');

/** What `npm run demo` prints, and how it ends. */
async function demo(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [DEMO, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, output });
    });
  });
}

describe('the demo', function () {
  this.timeout(300_000);

  it('finds the drift, closes it, and keeps every row', async () => {
    const { code, output } = await demo();
    assert.equal(code, 0, output);
    assert.match(output, /31 differences: 31 missing\./);
    assert.match(output, /62 as expected/);
    assert.match(output, /No difference is left\./);
    assert.match(output, /All \d+ rows in 27 tables are still there/);
  });

  const SAID = {
    'unclear-repository': /3 checks: 3 failed\./,
    'broken-production': /apply supabase\/repairs\/[^]*All 750 rows are still there\./,
    'one-server': /Captured 3 of development\. Replayed again: no drift for them\./,
  } as const;
  for (const [situation, words] of Object.entries(SAID)) {
    it(`plays ${situation}`, async () => {
      const { code, output } = await demo(situation);
      assert.equal(code, 0, output);
      assert.match(output, words);
    });
  }

  it('names its situations when it is asked for another', async () => {
    const { code, output } = await demo('nowhere');
    assert.equal(code, 1);
    assert.match(output, /no situation "nowhere".*production-ahead, unclear-repository, broken-production, one-server/);
  });
});
