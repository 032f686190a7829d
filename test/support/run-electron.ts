import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { bundleExtensionTests } from './bundle-extension-tests';
import { roomsWithTests } from './extension-rooms';
import { repository } from './paths';
import { pins } from './pins';
import { type ResultLine, readResults } from './results';
import { runFolder } from './run-folder';
import { startTestServers } from './test-servers';

/** test/extension in VS Code for the desktop, which @vscode/test-electron downloads. SCHEMA_DRIFT_TEST_VSCODE names another version. */
async function main(): Promise<void> {
  process.exitCode = 1;
  const servers = await startTestServers();
  const all: ResultLine[] = [];
  for (const { room, files } of roomsWithTests()) {
    const folder = runFolder(path.join('electron', room.name));
    const index = await bundleExtensionTests(folder, files);
    const results = path.join(folder, 'results.jsonl');
    const workspace = mkdtempSync(path.join(tmpdir(), 'schema-drift-workspace-'));
    const home = mkdtempSync(path.join(tmpdir(), 'sd-code-'));
    const opened = room.open(workspace);
    try {
      await runTests({
        version: process.env.SCHEMA_DRIFT_TEST_VSCODE ?? pins.vscode,
        cachePath: path.join(repository, '.cache', 'vscode-desktop'),
        extensionDevelopmentPath: repository,
        extensionTestsPath: index,
        extensionTestsEnv: { ...process.env, SCHEMA_DRIFT_TEST_RESULTS: results },
        launchArgs: [
          ...(opened === undefined ? ['--new-window'] : [opened]),
          ...['--disable-extensions', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
          `--user-data-dir=${path.join(home, 'user')}`,
          `--extensions-dir=${path.join(home, 'extensions')}`,
        ],
      });
    } catch (error) {
      // A failed test ends VS Code with an error too, and is in the results.
      if (!readResults(results).some(({ event }) => event === 'fail')) {
        all.push({ event: 'fail', title: `test/extension (${room.name})`, error: String(error) });
        console.error(error);
      }
    } finally {
      for (const folder of [workspace, home]) rmSync(folder, { recursive: true, force: true });
    }
    const lines = readResults(results);
    for (const line of lines) {
      if (line.event === 'fail') console.log(`  ✖ ${line.title}\n${line.error}`);
      else if (line.event === 'pass') console.log(`  ✔ ${line.title}`);
    }
    all.push(...lines);
  }
  await Promise.all(servers.map((server) => server.stop()));
  const count = (event: ResultLine['event']) => all.filter((line) => line.event === event).length;
  process.exitCode = count('fail') > 0 || count('pass') === 0 ? 1 : 0;
  console.log(`${count('pass')} passed, ${count('fail')} failed, ${count('skip')} skipped`);
}

main().catch((error: unknown) => {
  console.error(error);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
});
