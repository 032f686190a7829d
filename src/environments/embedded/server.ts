import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Save, savedSchema, type Start, type Started, startedSchema } from './messages';

/** A PostgreSQL of one's own, with one session and nothing in it. */
export interface EmbeddedServer {
  /** A folder with a Unix socket, or 127.0.0.1. */
  readonly host: string;
  readonly port: number;
  /** Saves its database to a file; no transaction may be open. @throws Error when that fails */
  save(file: string): Promise<void>;
  /** Ends it; its content is gone. */
  stop(): Promise<void>;
}

/** What an embedded PostgreSQL is started with. */
export interface EmbeddedContent {
  /** Those that will be created, by their SQL name. */
  readonly extensions: readonly string[];
  /** Extensions that it does not have, as files of PostgreSQL's extension folder. */
  readonly extensionFiles?: Start['extensionFiles'];
  /** The file that a database was saved to. Absent: it starts empty. */
  readonly savedDatabase?: string | undefined;
}

export const EMBEDDED_USER = 'postgres';
export const EMBEDDED_DATABASE = 'postgres';

/** What the child says last before it dies is kept for the error. */
const LAST_WORDS = 2000;

/**
 * Starts an embedded PostgreSQL in a process of its own.
 * @throws Error when it does not come up, or the signal is aborted meanwhile
 */
export async function startEmbedded(content: EmbeddedContent, signal?: AbortSignal): Promise<EmbeddedServer> {
  const socketFolder = process.platform === 'win32' ? null : await mkdtemp(path.join(tmpdir(), 'schema-drift-'));
  const removeFolder = (): void => {
    if (socketFolder !== null) rmSync(socketFolder, { recursive: true, force: true });
  };
  process.once('exit', removeFolder);
  let child: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (child !== undefined) await end(child);
    removeFolder();
    process.removeListener('exit', removeFolder);
  };
  const abort = (): void => {
    child?.kill('SIGKILL');
  };
  try {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', abort, { once: true });
    child = fork(programFile(), [], {
      // Neither our secrets nor our debugger; in VS Code the program must be told to be Node.
      env: { ELECTRON_RUN_AS_NODE: '1', ...(process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {}) },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const { extensions, extensionFiles = [], savedDatabase = null } = content;
    child.send({ socketFolder, extensions, extensionFiles, savedDatabase });
    const started = await answerOf(child);
    if ('error' in started) throw new Error(started.error);
    const running = child;
    return { ...started, save: (file) => save(running, file), stop };
  } catch (error) {
    await stop();
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/** Beside the bundle that this code is a part of; when run from source, where the build puts it. */
function programFile(): string {
  const places = [__dirname, path.join(__dirname, '../../../dist')].map((folder) => path.join(folder, 'embedded.mjs'));
  const file = places.find((place) => existsSync(place));
  if (file !== undefined) return file;
  throw new Error(`The embedded PostgreSQL is missing: ${places.join(' or ')}. Build or install Schema Drift again.`);
}

async function answerOf(child: ChildProcess): Promise<Started> {
  return new Promise((resolve, reject) => {
    let lastWords = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      lastWords = (lastWords + bytes.toString()).slice(-LAST_WORDS);
    });
    child.once('error', reject);
    child.once('message', (message) => {
      resolve(startedSchema.parse(message));
    });
    child.once('exit', (code, signal) => {
      reject(new Error(`The embedded PostgreSQL ended while starting (${signal ?? code ?? ''}). ${lastWords}`.trim()));
    });
  });
}

async function save(child: ChildProcess, saveTo: string): Promise<void> {
  const answer = new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => {
      reject(new Error('The embedded PostgreSQL ended while it saved its database.'));
    });
  });
  child.send({ saveTo } satisfies Save);
  const { saveError } = savedSchema.parse(await answer);
  if (saveError !== null) throw new Error(saveError);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  await new Promise((resolve) => {
    child.once('exit', resolve);
    // There is nothing to save.
    child.kill('SIGKILL');
  });
}
