import assert from 'node:assert/strict';
import { SharedWork } from '../../../src/migrations/replay/shared-work';

const LONG = 600_000;

describe('work that several ask for', () => {
  /** Work that ends when it is told to. */
  function begun() {
    const runs: { signal: AbortSignal; give(answer: string): void; fail(error: Error): void }[] = [];
    const start = (signal: AbortSignal): Promise<string> =>
      new Promise((give, fail) => {
        runs.push({ signal, give, fail });
      });
    const run = (index: number) => runs[index] ?? assert.fail(`there are ${runs.length}`);
    return { runs, start, run };
  }

  it('is done once for the same, while it runs and afterwards', async () => {
    const shared = new SharedWork<string>(LONG, LONG);
    const { runs, start, run } = begun();
    const asked = [1, 2].map(() => shared.share('a', start, undefined));
    run(0).give('one');
    assert.deepEqual(await Promise.all(asked), ['one', 'one']);
    assert.equal(await shared.share('a', start, undefined), 'one');
    assert.equal(runs.length, 1);
    const other = shared.share('b', start, undefined);
    run(1).give('two');
    assert.equal(await other, 'two');
  });

  it('is left by one and goes on for the other', async () => {
    const shared = new SharedWork<string>(LONG, 0);
    const { start, run } = begun();
    const gone = new AbortController();
    const leaves = shared.share('a', start, gone.signal);
    const stays = shared.share('a', start, new AbortController().signal);
    gone.abort(new Error('left'));
    await assert.rejects(leaves, /left/);
    assert.equal(run(0).signal.aborted, false);
    run(0).give('one');
    assert.equal(await stays, 'one');
  });

  it('goes on for who comes back for the same, and ends at once for who wants something else', async () => {
    const shared = new SharedWork<string>(LONG, LONG);
    const { runs, start, run } = begun();
    const leave = async (): Promise<void> => {
      const gone = new AbortController();
      const leaves = shared.share('a', start, gone.signal);
      gone.abort(new Error('left'));
      await assert.rejects(leaves, /left/);
    };
    await leave();
    await leave();
    assert.deepEqual([runs.length, run(0).signal.aborted], [1, false]);
    const other = shared.share('b', start, undefined);
    assert.equal(run(0).signal.aborted, true);
    run(1).give('two');
    assert.equal(await other, 'two');
  });

  it('ends when nobody comes back, and is done again for who asks then', async () => {
    const shared = new SharedWork<string>(LONG, 0);
    const { start, run } = begun();
    const gone = new AbortController();
    const leaves = shared.share('a', start, gone.signal);
    gone.abort(new Error('left'));
    await assert.rejects(leaves, /left/);
    await new Promise<void>((ended) => {
      run(0).signal.addEventListener('abort', () => {
        ended();
      });
    });
    const again = shared.share('a', start, undefined);
    run(1).give('two');
    assert.equal(await again, 'two');
  });

  it('is done again after it has failed', async () => {
    const shared = new SharedWork<string>(LONG, LONG);
    const { start, run } = begun();
    const asked = [1, 2].map(() => shared.share('a', start, undefined));
    run(0).fail(new Error('lost'));
    for (const each of asked) await assert.rejects(each, /lost/);
    const again = shared.share('a', start, undefined);
    run(1).give('two');
    assert.equal(await again, 'two');
  });
});
