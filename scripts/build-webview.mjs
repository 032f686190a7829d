import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { build } from 'esbuild';

const ICONS = ['tab-light.svg', 'tab-dark.svg', 'tab-protected.svg'];

/**
 * Builds Drift Review into dist/webview: the review itself, Monaco (loaded when the first diff is shown), and
 * Monaco's worker.
 * @param {{ minify: boolean, outdir: string }} options
 */
export async function buildWebview({ minify, outdir }) {
  const common = {
    bundle: true,
    minify,
    outdir,
    platform: 'browser',
    target: 'chrome130',
    legalComments: 'linked',
    logLevel: 'warning',
  };
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  await Promise.all([
    build({
      ...common,
      entryPoints: { review: 'webview-ui/review.tsx' },
      format: 'esm',
      splitting: true,
      chunkNames: '[name]-[hash]',
      assetNames: '[name]',
      loader: { '.ttf': 'file' },
      tsconfig: 'webview-ui/tsconfig.json',
    }),
    build({
      ...common,
      entryPoints: { 'editor.worker': 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js' },
      format: 'iife',
    }),
    ...ICONS.map((icon) => copyFile(`webview-ui/${icon}`, `${outdir}/${icon}`)),
  ]);
  // review.css holds Monaco's styles too; esbuild writes them a second time beside the part that is loaded later.
  const unused = (await readdir(outdir)).filter((name) => name.endsWith('.css') && name !== 'review.css');
  await Promise.all(unused.map((name) => rm(`${outdir}/${name}`)));
}
