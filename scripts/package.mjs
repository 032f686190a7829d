// npm run package: builds, and packs schema-drift-VERSION.vsix as it is published.
import { createVSIX } from '@vscode/vsce';
import { readFile, stat } from 'node:fs/promises';

await import('./build.mjs');
const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const packagePath = `schema-drift-${version}.vsix`;
// Everything that runs is bundled into dist, so no node_modules go along.
await createVSIX({ packagePath, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
const { size } = await stat(packagePath);
console.log(`${packagePath}: ${(size / 1e6).toFixed(2)} MB`);
