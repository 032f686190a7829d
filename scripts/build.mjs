import { build } from 'esbuild';
import { copyFile, cp, mkdir, rm } from 'node:fs/promises';
import { buildWebview } from './build-webview.mjs';
import { copyPglite, embeddedBuild } from './copy-pglite.mjs';

/** Builds everything that runs into dist/: extension host, command line, embedded PostgreSQL, webview. */
const OUT = 'dist';
const minify = !process.argv.includes('--debug');

// jsonc-parser's main file is UMD, whose requires esbuild can't see.
const alias = { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' };
const node = {
  bundle: true,
  minify,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: !minify,
  legalComments: 'linked',
  alias,
};

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await Promise.all([
  build({
    ...node,
    entryPoints: ['src/extension/extension.ts'],
    outfile: `${OUT}/extension.js`,
    external: ['vscode', 'pg-native'],
  }),
  build({
    ...node,
    entryPoints: ['src/extension/schema-thread/thread.ts'],
    outfile: `${OUT}/schema-thread.js`,
    external: ['pg-native'],
  }),
  build({ ...node, entryPoints: ['src/cli/main.ts'], outfile: `${OUT}/cli.js`, external: ['pg-native'] }),
  build({ ...embeddedBuild(OUT), minify, legalComments: 'linked' }),
  // PostgreSQL's parser looks for its program beside the bundle.
  copyFile('node_modules/libpg-query/wasm/libpg-query.wasm', `${OUT}/libpg-query.wasm`),
  // As Prisma's schema engine does.
  copyFile('node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm', `${OUT}/schema_engine_bg.wasm`),
  copyPglite(OUT),
  // What a migrations folder is replayed on.
  cp('src/migrations/replay/platform', `${OUT}/platform`, { recursive: true }),
  buildWebview({ minify, outdir: `${OUT}/webview` }),
]);
