import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { startDemoDatabase } from './databases';
import { dataFolder, prepareWorkspace } from './demo-workspace';
import { SITUATIONS } from './situations';
import { say, styled } from './terminal';

/** Starts both databases and a fresh workspace, and plays the story in the terminal or in VS Code. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { vscode: { type: 'boolean', default: false } },
  });
  const [name = 'production-ahead'] = positionals;
  const situation = SITUATIONS[name];
  if (situation === undefined)
    throw new Error(`There is no situation "${name}". There are: ${Object.keys(SITUATIONS).join(', ')}.`);

  say(styled('dim', 'Starting two PostgreSQL databases, embedded in this process …'));
  const databases = await Promise.all([
    startDemoDatabase(situation, 'production'),
    startDemoDatabase(situation, 'development'),
  ]);
  const [production, development] = databases;
  try {
    say(`production   ${production.url}`);
    say(`development  ${development.url}`);

    // Demos that run at the same time have different ports: none takes another's workspace away.
    const workspace = path.join(dataFolder, `port-${new URL(development.url).port}`, name);
    const urls = { production: production.url, development: development.url };
    await prepareWorkspace(situation, workspace, urls);
    if (values.vscode) {
      const { openInVsCode } = await import('./vscode');
      await openInVsCode(workspace);
    } else {
      await situation.play(workspace, urls);
    }
  } finally {
    await Promise.all(databases.map((database) => database.stop()));
  }
}

main().catch((error: unknown) => {
  console.error(`${styled('red', '✗')} ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
