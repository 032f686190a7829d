import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { bundleExtensionTests } from './bundle-extension-tests';
import { launchChromium } from './chromium';
import { type Room, roomsWithTests } from './extension-rooms';
import { repository } from './paths';
import { type ResultLine, readResults } from './results';
import { runFolder } from './run-folder';
import { VsCodeServer } from './vscode-server';

/** The longest tests may take three minutes; when nothing is heard for longer, the extension host is gone. */
const SILENCE_SECONDS = 240;

/**
 * Runs test/extension inside VS Code's real extension host: VS Code's own server, opened by a headless Chromium, with
 * this repository as the extension in development. One start per room that has tests.
 * In: what hears each result as it comes. Out: all results of all rooms. A room that ends early adds a failure that
 * says where its logs are.
 */
export async function runExtensionSuite(hear: (line: ResultLine) => void): Promise<ResultLine[]> {
  const all: ResultLine[] = [];
  const browser = await launchChromium();
  try {
    for (const { room, files } of roomsWithTests()) {
      all.push(...(await runRoom(browser, room, files, hear)));
    }
  } finally {
    await browser.close();
  }
  return all;
}

async function runRoom(
  browser: Browser,
  room: Room,
  files: readonly string[],
  hear: (line: ResultLine) => void,
): Promise<ResultLine[]> {
  const folder = runFolder(path.join('extension', room.name));
  const index = await bundleExtensionTests(folder, files);
  const results = path.join(folder, 'results.jsonl');
  const workspace = mkdtempSync(path.join(tmpdir(), 'schema-drift-workspace-'));
  const opened = room.open(workspace);

  const server = await VsCodeServer.start({
    keepLogsIn: path.join(folder, 'logs'),
    env: { ...testVariables(), SCHEMA_DRIFT_TEST_RESULTS: results },
  });
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const said: string[] = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => said.push(`[${message.type()}] ${message.text()}`));
    page.on('pageerror', (error) => said.push(`[page] ${error.message}`));
    await page.goto(
      server.workbench(opened, [
        ['extensionDevelopmentPath', server.remote(repository)],
        ['extensionTestsPath', server.remote(index)],
      ]),
    );
    const lines = await follow(results, hear);
    if (lines.at(-1)?.event === 'end') return lines;

    await page.screenshot({ path: path.join(folder, 'when-it-ended.png') });
    const failure: ResultLine = {
      event: 'fail',
      title: `test/extension (${room.name}) did not finish`,
      error:
        `Nothing was heard from the extension host for ${SILENCE_SECONDS} s, ${lines.length} tests had ended. ` +
        `Look into ${path.relative(repository, folder)}: logs/, console.txt, when-it-ended.png`,
    };
    return [...lines, failure];
  } finally {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'console.txt'), said.join('\n'));
    await context.close();
    await server.stop();
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** Waits until the run has ended or fallen silent. */
async function follow(file: string, hear: (line: ResultLine) => void): Promise<ResultLine[]> {
  let lines: ResultLine[] = [];
  let last = Date.now();
  while (lines.at(-1)?.event !== 'end' && Date.now() - last < SILENCE_SECONDS * 1000) {
    await pause(100);
    if (!existsSync(file)) continue;
    const now = readResults(file);
    if (now.length > lines.length) last = Date.now();
    for (const line of now.slice(lines.length)) hear(line);
    lines = now;
  }
  return lines;
}

/** Which servers run, which majors are tested, which tests are wanted. */
function testVariables(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([key]) => key.startsWith('SCHEMA_DRIFT_TEST_')));
}
