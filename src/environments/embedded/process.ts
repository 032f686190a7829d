/*
 * A program of its own: an embedded PostgreSQL (PGlite) in memory that speaks the wire protocol on a socket, so that it
 * is read like any other server, and ends with its parent. Its working can't block, or crash, who asked for it.
 */
import { rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { gzip } from 'node:zlib';
import { type Extension, PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { EMBEDDED_EXTENSIONS } from './extensions';
import { type Saved, saveSchema, type Start, type Started, startSchema } from './messages';

const LOCALHOST = '127.0.0.1';
const SOCKET_PORT = 5432;
/** Made by scripts/copy-pglite.mjs: much faster than to make one. */
const EMPTY_DATABASE = './empty-database.tar.gz';
const EXTENSION_FOLDER = '/pglite/share/postgresql/extension';

// V8 would compile WebAssembly a second time, for speed: here that takes longer than it ever gains.
setFlagsFromString('--liftoff-only');

process.once('message', (message: unknown) => {
  const start = startSchema.parse(message);
  process.once('disconnect', () => {
    if (start.socketFolder !== null) rmSync(start.socketFolder, { recursive: true, force: true });
    process.exit(0);
  });
  listen(start).then(answer, (error: unknown) => {
    answer({ error: messageOf(error) });
  });
});

function answer(message: Started | Saved): void {
  process.send?.(message);
}

/** What is used of Emscripten's file system; its types do not come with PGlite. */
interface FileSystem {
  writeFile(path: string, text: string): void;
}

async function listen(start: Start): Promise<Started> {
  const db = await PGlite.create({
    loadDataDir: new Blob([await readFile(start.savedDatabase ?? new URL(EMPTY_DATABASE, import.meta.url))]),
    extensions: archives(start.extensions),
  });
  const files = db.Module.FS as FileSystem;
  for (const { name, text } of start.extensionFiles) files.writeFile(`${EXTENSION_FOLDER}/${name}`, text);
  process.on('message', (message: unknown) => {
    save(db, saveSchema.parse(message).saveTo).then(
      () => {
        answer({ saveError: null });
      },
      (error: unknown) => {
        answer({ saveError: messageOf(error) });
      },
    );
  });
  return serve(db, start.socketFolder);
}

async function serve(db: PGlite, socketFolder: string | null): Promise<Started> {
  if (socketFolder !== null) {
    // The name that libpq and the driver derive from folder and port.
    const file = path.join(socketFolder, `.s.PGSQL.${SOCKET_PORT}`);
    await new PGLiteSocketServer({ db, path: file }).start();
    return { host: socketFolder, port: SOCKET_PORT };
  }
  const server = new PGLiteSocketServer({ db, host: LOCALHOST, port: 0 });
  await server.start();
  return { host: LOCALHOST, port: Number(server.getServerConn().split(':').at(-1)) };
}

/** Most of a database is zeros: the fastest compression takes nearly all of them. */
async function save(db: PGlite, file: string): Promise<void> {
  const archive = await db.dumpDataDir('none');
  await writeFile(file, await promisify(gzip)(await archive.arrayBuffer(), { level: 1 }), { mode: 0o600 });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Only those that are needed: unpacking all of them takes longer than starting. */
function archives(names: readonly string[]): Record<string, Extension> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const archive = EMBEDDED_EXTENSIONS[name];
      if (archive === undefined) return [];
      const bundlePath = new URL(`./extensions/${archive}.tar.gz`, import.meta.url);
      const extension: Extension = {
        name,
        setup: (_, emscriptenOpts: unknown) => Promise.resolve({ emscriptenOpts, bundlePath }),
      };
      return [[name, extension]];
    }),
  );
}
