import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atEnd } from './at-end';
import { type VsCodeInstallation, installVsCode } from './vscode-installation';

/** How VS Code is to be started. */
export interface VsCodeOptions {
  /** .vsix files to install first. */
  extensions?: readonly string[];
  /** Settings of VS Code and of extensions. */
  settings?: Readonly<Record<string, unknown>>;
  /** What the extension host finds in its environment, besides PATH and the like. */
  env?: NodeJS.ProcessEnv;
  /** Ask whether the folder can be trusted, as VS Code does outside of tests. */
  workspaceTrust?: boolean;
  /** Where logs go when the server stops. Without it they are gone. */
  keepLogsIn?: string;
}

const START_SECONDS = 60;

/** Settings without which VS Code talks to the network or to the user while a test runs. */
const QUIET: Readonly<Record<string, unknown>> = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'window.restoreWindows': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};

/** VS Code's server: a real extension host, and a workbench for a browser. */
export class VsCodeServer {
  /** http://127.0.0.1:PORT */
  readonly origin: string;
  /** The machine's settings.json, as strong as the user's: write to it and VS Code follows. */
  readonly settingsFile: string;
  readonly #child: ChildProcess;
  readonly #home: string;
  readonly #said: () => string;
  readonly #keepLogsIn: string | undefined;
  readonly #liveOn: () => void;

  private constructor(parts: {
    port: string;
    child: ChildProcess;
    home: string;
    said: () => string;
    keepLogsIn: string | undefined;
    liveOn: () => void;
  }) {
    this.origin = `http://127.0.0.1:${parts.port}`;
    this.settingsFile = settingsFile(parts.home);
    this.#child = parts.child;
    this.#home = parts.home;
    this.#said = parts.said;
    this.#keepLogsIn = parts.keepLogsIn;
    this.#liveOn = parts.liveOn;
  }

  /** Starts a server with a home of its own. Errors: when it does not come up, with what it said. */
  static async start(options: VsCodeOptions = {}): Promise<VsCodeServer> {
    const installation = await installVsCode();
    const home = await mkdtemp(path.join(tmpdir(), 'schema-drift-vscode-'));
    try {
      mkdirSync(path.dirname(settingsFile(home)), { recursive: true });
      writeFileSync(settingsFile(home), JSON.stringify({ ...QUIET, ...options.settings }, null, 2));
      for (const extension of options.extensions ?? []) installExtension(installation, home, extension);

      const child = spawn(
        installation.node,
        [
          installation.serverMain,
          ...folders(home),
          ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
          // Without it the workbench ignores extensionDevelopmentPath and extensionTestsPath.
          '--enable-smoke-test-driver',
          ...['--telemetry-level', 'off'],
          ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
        ],
        { env: environment(home, options.env), stdio: ['ignore', 'pipe', 'pipe'], detached: true },
      );
      const liveOn = atEnd(() => {
        killGroup(child);
        rmSync(home, { recursive: true, force: true, maxRetries: 3 });
      });

      let text = '';
      const said = () => text;
      const port = await new Promise<string>((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`VS Code's server did not come up in ${START_SECONDS} s. It said:\n${text}`));
        }, START_SECONDS * 1000);
        const listen = (chunk: Buffer) => {
          text += chunk.toString();
          const port = /Extension host agent listening on (\d+)/.exec(text)?.[1];
          if (port === undefined) return;
          clearTimeout(timer);
          resolve(port);
        };
        child.stdout.on('data', listen);
        child.stderr.on('data', listen);
        child.once('exit', (code) => {
          clearTimeout(timer);
          reject(new Error(`VS Code's server ended with ${String(code)}. It said:\n${text}`));
        });
      }).catch((error: unknown) => {
        liveOn();
        killGroup(child);
        throw error;
      });
      // A test that forgets the server still ends; the server ends with it.
      child.unref();
      for (const stream of [child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref();
      return new VsCodeServer({ port, child, home, said, keepLogsIn: options.keepLogsIn, liveOn });
    } catch (error) {
      rmSync(home, { recursive: true, force: true, maxRetries: 3 });
      throw error;
    }
  }

  /** The address of the workbench with a folder or a .code-workspace file open, or with nothing. */
  workbench(open: string | undefined, payload: readonly (readonly [string, string])[] = []): string {
    const url = new URL(this.origin);
    if (open === undefined) url.searchParams.set('ew', 'true');
    else url.searchParams.set(open.endsWith('.code-workspace') ? 'workspace' : 'folder', open);
    if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
    return url.href;
  }

  /** A path of this machine in the form that a payload wants. */
  remote(file: string): string {
    return `vscode-remote://${new URL(this.origin).host}${file}`;
  }

  /** Ends the server and all it has started, and keeps its logs if asked to. */
  async stop(): Promise<void> {
    this.#liveOn();
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await new Promise((resolve) => {
        this.#child.once('exit', resolve);
        this.#child.ref();
        killGroup(this.#child);
      });
    }
    if (this.#keepLogsIn !== undefined) keepLogs(this.#home, this.#said(), this.#keepLogsIn);
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 3 });
  }
}

function folders(home: string): string[] {
  return ['--server-data-dir', path.join(home, 'server'), '--extensions-dir', path.join(home, 'extensions')];
}

function settingsFile(home: string): string {
  return path.join(home, 'server', 'data', 'Machine', 'settings.json');
}

function installExtension(installation: VsCodeInstallation, home: string, vsix: string): void {
  const result = spawnSync(
    installation.node,
    [
      installation.serverMain,
      ...folders(home),
      '--accept-server-license-terms',
      '--force',
      '--install-extension',
      vsix,
    ],
    { env: environment(home), encoding: 'utf8' },
  );
  if (result.status !== 0) throw new Error(`VS Code refused ${vsix}:\n${result.stdout}\n${result.stderr}`);
}

/** The machine's own environment, with a home that leaves nothing behind. */
function environment(home: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH, LANG } = process.env;
  const temporary = path.join(home, 't');
  mkdirSync(temporary, { recursive: true });
  return { PATH, LANG, TMPDIR: temporary, HOME: home, ...more };
}

/** The server starts an extension host, a terminal host and more: they form one process group. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has ended already.
  }
}

function keepLogs(home: string, said: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'server.txt'), said);
  for (const logs of [path.join(home, 'server', 'data', 'logs'), path.join(home, 'server', 'logs')]) {
    if (existsSync(logs) && readdirSync(logs).length > 0) cpSync(logs, path.join(folder, 'logs'), { recursive: true });
  }
}
