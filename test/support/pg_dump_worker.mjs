// Runs pg_dump (WebAssembly) in a thread that may block. It was built for PGlite, which answers at once; our server
// answers over TCP. So each request goes to the main thread, which has the socket, and this thread sleeps until the
// answer is there. Plain JavaScript, because tsx does not reach into threads on Node 20.
import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import { pgDump } from '@electric-sql/pglite-tools/pg_dump';

/** Messages after which a client waits: Query, Sync, Password. */
const AWAITS_ANSWER = ['Q', 'S', 'p'].map((letter) => letter.charCodeAt(0));

const { url, args, port, answered } = workerData;

let unfinished = Buffer.alloc(0);
let started = false;

/** Takes the next bytes that libpq sends (it may cut a long message in pieces). Returns whether libpq now waits. */
function waitsAfter(bytes) {
  unfinished = Buffer.concat([unfinished, bytes]);
  let waits = false;
  for (;;) {
    // The first message has no type, only its length.
    const prefix = started ? 1 : 0;
    if (unfinished.length < prefix + 4) break;
    const length = prefix + unfinished.readInt32BE(prefix);
    if (unfinished.length < length) break;
    waits = !started || AWAITS_ANSWER.includes(unfinished[0]);
    started = true;
    unfinished = unfinished.subarray(length);
  }
  return waits && unfinished.length === 0;
}

/** The part of PGlite that pgDump uses. Its housekeeping queries are for PGlite's single session: here they have nothing to do. */
const server = {
  query: () => Promise.resolve({ rows: [{ search_path: '' }] }),
  exec: () => Promise.resolve([]),
  execProtocolRawStream(bytes, { onRawData }) {
    const waits = waitsAfter(bytes);
    // The bytes lie in memory that pg_dump uses again: a copy crosses over.
    port.postMessage({ request: bytes.slice(), waits });
    if (!waits) return;
    Atomics.wait(answered, 0, 0);
    Atomics.store(answered, 0, 0);
    onRawData(receiveMessageOnPort(port).message);
  },
};

// pg_dump takes its name from here, and misses itself on the disk.
process.argv[1] = 'pg_dump';
const MISSES_ITSELF = 'invalid binary "pg_dump": No such file or directory';

try {
  const dump = await pgDump({ pg: server, args: ['--dbname', url, ...args] });
  port.postMessage({ dump: await dump.text() });
} catch (error) {
  port.postMessage({ failure: error.message.replace(MISSES_ITSELF, '') });
}
