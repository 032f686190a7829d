import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

const require = createRequire(import.meta.url);

/** PGlite's program and what it always loads. */
const FILES = ['pglite.wasm', 'pglite.data', 'initdb.wasm'];

/** An empty database, made once: to start from it takes a quarter of the time that initdb takes. */
const EMPTY_DATABASE = 'empty-database.tar.gz';

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

/** Puts what the embedded PostgreSQL loads at run time into the dist folder. */
export async function copyPglite(dist) {
  const pglite = path.dirname(require.resolve('@electric-sql/pglite'));
  const pgvector = path.dirname(require.resolve('@electric-sql/pglite-pgvector'));
  await mkdir(path.join(dist, 'extensions'), { recursive: true });
  await Promise.all(FILES.map((file) => cp(path.join(pglite, file), path.join(dist, file))));
  for (const archive of Object.values(await embeddedExtensions())) {
    const folder = archive === 'vector' ? pgvector : pglite;
    await cp(path.join(folder, `${archive}.tar.gz`), path.join(dist, 'extensions', `${archive}.tar.gz`));
  }
  await cp(await emptyDatabase(path.join(pglite, '..', 'package.json')), path.join(dist, EMPTY_DATABASE));
}

/** Made once per version of PGlite and kept in .cache. */
async function emptyDatabase(packageFile) {
  const { version } = JSON.parse(await readFile(packageFile, 'utf8'));
  const folder = fileURLToPath(new URL(`../.cache/pglite-${version}`, import.meta.url));
  const file = path.join(folder, EMPTY_DATABASE);
  if (existsSync(file)) return file;
  const { PGlite } = await import('@electric-sql/pglite');
  const database = await PGlite.create();
  const archive = await database.dumpDataDir('gzip');
  await database.close();
  await mkdir(folder, { recursive: true });
  // Renamed when it is whole, so that a build that is broken off leaves no half of it.
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, Buffer.from(await archive.arrayBuffer()));
  await rename(unfinished, file);
  return file;
}

/** The list that the program itself uses. */
async function embeddedExtensions() {
  const source = await readFile(new URL('../src/environments/embedded/extensions.ts', import.meta.url), 'utf8');
  const { code } = await transform(source, { loader: 'ts', format: 'esm' });
  const { EMBEDDED_EXTENSIONS } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return EMBEDDED_EXTENSIONS;
}
