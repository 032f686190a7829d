import { type ChildProcess, spawn } from 'node:child_process';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PROGRAM = path.resolve(import.meta.dirname, '../../../dist/cli.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A schema-drift process, as a person starts it in a folder. */
export interface Running {
  readonly process: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

export interface StartOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the built command line; its output goes through pipes. Errors: when it was not built. */
export async function startSchemaDrift(args: readonly string[], options: StartOptions): Promise<Running> {
  await access(PROGRAM).catch(() => {
    throw new Error(`${PROGRAM} is not there: run "npm run build" first.`);
  });
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: options.cwd,
    env: { PATH: process.env.PATH, HOME: options.cwd, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
  return { process: child, outcome };
}

/** Runs the built command line to its end. */
export async function schemaDrift(args: readonly string[], options: StartOptions): Promise<Outcome> {
  return (await startSchemaDrift(args, options)).outcome;
}

/** An empty folder to work in. */
export async function makeWorkspace(): Promise<{ path: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'schema-drift-cli-'));
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
