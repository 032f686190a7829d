// npm test [-- SUITE… --grep TEXT]: builds, then runs the suites. All set-up happens by itself: see docs/testing.md.
import 'tsx/cjs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const build = path.resolve(import.meta.dirname, 'build.mjs');
const { status, error } = spawnSync(process.execPath, [build], { stdio: 'inherit' });
if (status === 0) {
  // In this very process, so that a signal to it ends the servers too.
  createRequire(import.meta.url)('../test/support/run.ts');
} else {
  console.error(`The build failed, so no test was run. ${error?.message ?? ''}`);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exitCode = 1;
}
