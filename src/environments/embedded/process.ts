/*
 * A program of its own: an embedded PostgreSQL (PGlite) in memory that speaks the wire protocol on a socket, so that it
 * is read like any other server, and ends with its parent. Its working can't block, or crash, who asked for it.
 */
import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Extension, PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { EMBEDDED_EXTENSIONS } from './extensions';
import { type Start, type Started, startSchema } from './messages';

const LOCALHOST = '127.0.0.1';
const SOCKET_PORT = 5432;

process.once('message', (message: unknown) => {
  const start = startSchema.parse(message);
  process.once('disconnect', () => {
    if (start.socketFolder !== null) rmSync(start.socketFolder, { recursive: true, force: true });
    process.exit(0);
  });
  listen(start).then(answer, (error: unknown) => {
    answer({ error: error instanceof Error ? error.message : String(error) });
  });
});

function answer(started: Started): void {
  process.send?.(started);
}

async function listen({ socketFolder, extensions }: Start): Promise<Started> {
  const db = await PGlite.create({
    // Made by scripts/copy-pglite.mjs: much faster than to make one.
    loadDataDir: new Blob([await readFile(new URL('./empty-database.tar.gz', import.meta.url))]),
    extensions: archives(extensions),
  });
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
