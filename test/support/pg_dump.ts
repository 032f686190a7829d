import net from 'node:net';
import path from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { z } from 'zod';
import { BackendMessages } from './backend-messages';

/** What the thread that runs pg_dump is given. */
export interface DumpJob {
  url: string;
  args: string[];
  port: MessagePort;
  /** One number: 1 when an answer lies in the port. */
  answered: Int32Array;
}

const FromWorker = z.union([
  z.object({ request: z.instanceof(Uint8Array), waits: z.boolean() }),
  z.object({ dump: z.string() }),
  z.object({ failure: z.string() }),
]);

/**
 * The schema of a database as `pg_dump --schema-only` (version 18, from npm) writes it.
 * In: a URL of a server 15 to 18 without TLS, and more arguments for pg_dump if you like (`--exclude-schema=…`).
 * Errors: pg_dump's own words; or that the server can't be reached.
 */
export async function dumpSchema(url: string, args: readonly string[] = []): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await dumpOnce(url, args);
    } catch (error) {
      // Once in some hundred runs the JavaScript around the WebAssembly trips over itself; pg_dump never spoke then.
      if (attempt === 3 || !(error instanceof Error && error.message.endsWith(WRAPPER_FAULT))) throw error;
    }
  }
}

const WRAPPER_FAULT = "Cannot read properties of undefined (reading 'message')";

async function dumpOnce(url: string, args: readonly string[]): Promise<string> {
  const address = new URL(url);
  const plain = new URL(url);
  // libpq in WebAssembly has no TLS.
  plain.searchParams.set('sslmode', 'disable');

  const socket = net.connect({ host: address.hostname, port: Number(address.port || 5432), noDelay: true });
  const { port1, port2 } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const job: DumpJob = { url: plain.href, args: ['--schema-only', ...args], port: port2, answered };
  let worker: Worker | undefined;
  try {
    await connected(socket);
    worker = new Worker(path.join(__dirname, 'pg_dump_worker.mjs'), { workerData: job, transferList: [port2] });
    return await relay(socket, worker, port1, answered);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`pg_dump of ${address.host}${address.pathname}: ${reason}`, { cause: error });
  } finally {
    port1.close();
    socket.destroy();
    await worker?.terminate();
  }
}

async function connected(socket: net.Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => {
      resolve();
    });
  });
}

/** Carries requests from the thread to the server and answers back, until the dump is there. */
async function relay(socket: net.Socket, worker: Worker, port: MessagePort, answered: Int32Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const answers = new BackendMessages();
    let parts: Buffer[] = [];
    let waiting = false;
    let turn = false;

    const answer = () => {
      port.postMessage(new Uint8Array(Buffer.concat(parts)));
      parts = [];
      waiting = turn = false;
      Atomics.store(answered, 0, 1);
      Atomics.notify(answered, 0);
    };

    socket.on('data', (bytes) => {
      parts.push(bytes);
      turn = answers.push(bytes);
      if (waiting && turn) answer();
    });
    // A server that hangs up has said all: pg_dump gets it, and nothing after it.
    socket.on('close', () => {
      if (waiting) answer();
    });
    socket.on('error', () => undefined);

    port.on('message', (received: unknown) => {
      const message = FromWorker.parse(received);
      if ('dump' in message) resolve(message.dump);
      else if ('failure' in message) reject(new Error(message.failure));
      else {
        waiting = message.waits;
        turn = false;
        socket.write(message.request);
        if (waiting && socket.destroyed) answer();
      }
    });
    worker.on('error', reject);
    // The port closes with the thread, after its last message; the thread's own `exit` may come before that.
    port.on('close', () => {
      reject(new Error('the thread ended without a dump'));
    });
  });
}
