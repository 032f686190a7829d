// npm run test:electron: builds, then runs test/extension in VS Code for the desktop (downloaded by @vscode/test-electron).
import 'tsx/cjs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const build = path.resolve(import.meta.dirname, 'build.mjs');
const { status } = spawnSync(process.execPath, [build], { stdio: 'inherit' });
if (status === 0) createRequire(import.meta.url)('../test/support/run-electron.ts');
else process.exitCode = 1;
