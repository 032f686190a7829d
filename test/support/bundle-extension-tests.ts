import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { repository } from './paths';

/**
 * Bundles test/extension/index.ts and test files for the extension host, which knows no TypeScript.
 * In: the test files, and a folder inside this repository, because packages stay outside of the bundle and are found in
 * its node_modules. Out: the path for `extensionTestsPath`.
 */
export async function bundleExtensionTests(folder: string, files: readonly string[]): Promise<string> {
  const common: BuildOptions = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'inline',
    absWorkingDir: repository,
    logLevel: 'warning',
  };
  const index = path.join(folder, 'index.js');
  await build({ ...common, entryPoints: [path.join(repository, 'test', 'extension', 'index.ts')], outfile: index });
  await build({
    ...common,
    stdin: {
      contents: files.map((file) => `import ${JSON.stringify(file)};`).join('\n'),
      resolveDir: repository,
      sourcefile: 'tests.ts',
    },
    outfile: path.join(folder, 'tests.js'),
  });
  return index;
}
