import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { output, repository } from './paths';

/**
 * Bundles test/extension/index.ts and the test files of one room for the extension host, which knows no TypeScript.
 * Packages stay outside: they are found in this repository's node_modules. Out: the path for `extensionTestsPath`.
 */
export async function bundleExtensionTests(room: string, files: readonly string[]): Promise<string> {
  const folder = path.join(output, 'extension', room);
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
