import process from 'node:process';
import { startDemoDatabase } from './databases';

/** Run by scripts/demo.mjs as a child: tells its parent the two URLs, and ends with its parent. */
async function serve(): Promise<void> {
  const [production, development] = await Promise.all([
    startDemoDatabase('production'),
    startDemoDatabase('development'),
  ]);

  const stop = async (): Promise<void> => {
    await Promise.all([production.stop(), development.stop()]);
    process.exit();
  };
  process.once('disconnect', () => void stop());
  process.once('SIGTERM', () => void stop());
  // Ctrl-C reaches parent and child alike; the parent needs the databases until it has tidied up.
  process.on('SIGINT', () => undefined);

  process.send?.({ production: production.url, development: development.url });
}

void serve();
