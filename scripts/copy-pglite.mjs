import { cp, mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { transform } from 'esbuild';

const require = createRequire(import.meta.url);

/** PGlite's program, and the files of its first database. */
const FILES = ['pglite.wasm', 'pglite.data', 'initdb.wasm'];

/**
 * How esbuild builds the embedded PostgreSQL. It is an ES module, because PGlite finds its files by import.meta.url:
 * in the folder of this one file, where copyPglite puts them.
 */
export function embeddedBuild(dist) {
  return {
    entryPoints: ['src/environments/embedded/process.ts'],
    outfile: path.join(dist, 'embedded.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
  };
}

/** Copies what the embedded PostgreSQL loads at run time into the dist folder. */
export async function copyPglite(dist) {
  const pglite = path.dirname(require.resolve('@electric-sql/pglite'));
  const pgvector = path.dirname(require.resolve('@electric-sql/pglite-pgvector'));
  await mkdir(path.join(dist, 'extensions'), { recursive: true });
  await Promise.all(FILES.map((file) => cp(path.join(pglite, file), path.join(dist, file))));
  for (const archive of Object.values(await embeddedExtensions())) {
    const folder = archive === 'vector' ? pgvector : pglite;
    await cp(path.join(folder, `${archive}.tar.gz`), path.join(dist, 'extensions', `${archive}.tar.gz`));
  }
}

/** The list that the program itself uses. */
async function embeddedExtensions() {
  const source = await readFile(new URL('../src/environments/embedded/extensions.ts', import.meta.url), 'utf8');
  const { code } = await transform(source, { loader: 'ts', format: 'esm' });
  const { EMBEDDED_EXTENSIONS } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return EMBEDDED_EXTENSIONS;
}
