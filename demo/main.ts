import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { startDemoDatabase } from './databases';
import { dataFolder, prepareWorkspace } from './demo-workspace';
import { playStory } from './story';
import { say, styled } from './terminal';

/** Starts both databases and a fresh workspace, and plays the story in the terminal or in VS Code. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { vscode: { type: 'boolean', default: false } } });

  say(styled('dim', 'Starting two PostgreSQL databases, embedded in this process …'));
  const databases = await Promise.all([startDemoDatabase('production'), startDemoDatabase('development')]);
  const [production, development] = databases;
  try {
    say(`production   ${production.url}`);
    say(`development  ${development.url}`);

    // Demos that run at the same time have different ports: none takes another's workspace away.
    const workspace = path.join(dataFolder, `port-${new URL(development.url).port}`, 'coaching');
    await prepareWorkspace(workspace, { production: production.url, development: development.url });
    if (values.vscode) {
      const { openInVsCode } = await import('./vscode');
      await openInVsCode(workspace);
    } else {
      await playStory(workspace, development.url);
    }
  } finally {
    await Promise.all(databases.map((database) => database.stop()));
  }
}

main().catch((error: unknown) => {
  console.error(`${styled('red', '✗')} ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
