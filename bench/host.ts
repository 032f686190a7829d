import { monitorEventLoopDelay } from 'node:perf_hooks';
import path from 'node:path';
import process from 'node:process';
import { SchemaWork } from '../src/extension/schema-work';
import { serve } from './child';

/** As the extension host does it: the work is in the thread, and what comes over is put together here. */
serve({
  blocked: async (source, target) => {
    const work = new SchemaWork(path.resolve('dist/schema-thread.js'));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    try {
      const [wanted, actual] = await Promise.all([read(work, source), read(work, target)]);
      const drift = await work.compare(wanted, actual);
      const chosen = drift.differences.map(({ id }) => id);
      await work.plan(drift.key, { chosen, strategy: 'usual' });
    } finally {
      delay.disable();
      work.dispose();
    }
    return { ms: delay.max / 1e6 };
  },
});

function read(work: SchemaWork, url: string): ReturnType<SchemaWork['read']> {
  return work.read(
    { environment: { name: 'bench', kind: 'database', protected: false, location: { url } } },
    { workspace: process.cwd() },
  );
}
