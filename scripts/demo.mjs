// npm run demo: plays the demo, building the command line first where that has not been done.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import 'tsx';

const root = fileURLToPath(new URL('..', import.meta.url));

if (!existsSync(new URL('../dist/cli.js', import.meta.url))) {
  const build = spawnSync('npm', ['run', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (build.status !== 0) {
    console.error('The demo needs the command line, and building it failed: see above.');
    process.exit(1);
  }
}

await import('../demo/main.ts');
