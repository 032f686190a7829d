import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { npm } from '../test/support/npm-packages';
import { repository } from '../test/support/paths';
import { VsCodeServer } from '../test/support/vscode-server';
import packageJson from '../package.json';
import { say, styled } from './terminal';

/** `code` is a batch file on Windows: it needs a shell, and a shell needs quotes. */
const shell = process.platform === 'win32';
const asArguments = (args: readonly string[]) => (shell ? args.map((arg) => `"${arg}"`) : args);

/** What the demo's window does not need: it is opened to be looked at once. */
const SETTINGS = { 'workbench.startupEditor': 'none', 'security.workspace.trust.enabled': false };

/**
 * Packages the extension, opens the workspace with it in VS Code and returns when the user is done: the window is
 * closed, or Ctrl-C is pressed. Throws when packaging, installing or starting fails.
 */
export async function openInVsCode(workspace: string): Promise<void> {
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);

  say(styled('dim', 'Packaging the extension …'));
  npm(repository, ['run', 'package']);
  const vsix = path.join(repository, `${packageJson.name}-${packageJson.version}.vsix`);

  if (code(['--version']).status === 0) {
    await openInCode(workspace, vsix, interrupted);
  } else {
    await openInBrowser(workspace, vsix, interrupted);
  }
}

/** Uses the installed VS Code, in a throw-away profile, so that the user's own stays as it is. */
async function openInCode(workspace: string, vsix: string, interrupted: Promise<unknown>): Promise<void> {
  const profile = await mkdtemp(path.join(tmpdir(), 'schema-drift-demo-'));
  try {
    const folders = [
      '--user-data-dir',
      path.join(profile, 'user'),
      '--extensions-dir',
      path.join(profile, 'extensions'),
    ];
    const installed = code([...folders, '--install-extension', vsix, '--force']);
    if (installed.status !== 0) throw new Error(`VS Code refused ${vsix}:\n${installed.stdout}${installed.stderr}`);

    say('Opening VS Code. The databases run until its window is closed or you press Ctrl-C.');
    const opening = [...folders, '--disable-workspace-trust', '--new-window', '--wait', workspace];
    const window = spawn('code', asArguments(opening), { stdio: 'ignore', shell });
    await Promise.race([once(window, 'exit'), interrupted]);
    window.kill();
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Uses VS Code's own web server from npm. */
async function openInBrowser(workspace: string, vsix: string, interrupted: Promise<unknown>): Promise<void> {
  say(
    styled('dim', "`code` is not installed: starting VS Code's web server from npm (the first time takes a minute) …"),
  );
  const server = await VsCodeServer.start({ extensions: [vsix], settings: SETTINGS });
  try {
    say();
    say(`Open  ${styled(['bold', 'underline'], server.workbench(workspace))}`);
    say('The databases and VS Code run until you press Ctrl-C.');
    await interrupted;
    say();
  } finally {
    await server.stop();
  }
}

function code(args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync('code', asArguments(args), { encoding: 'utf8', shell });
}
