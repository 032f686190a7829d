import { createHash } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installOnce, npm } from './npm-packages';
import { repository } from './paths';
import { pins } from './pins';

/** Where VS Code's own server and a Node that it accepts are. */
export interface VsCodeInstallation {
  node: string;
  serverMain: string;
}

/**
 * Installs VS Code's server (out of the npm package code-server) and its Node under `.cache/` on first use.
 * No install script runs and no compiler is needed: the server does without its native modules, but for its logger,
 * which gets a substitute.
 */
export async function installVsCode(): Promise<VsCodeInstallation> {
  const windows = process.platform === 'win32';
  const nodePackage = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const server = (folder: string) => path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const node = (folder: string) => path.join(folder, 'node_modules', nodePackage, 'bin', windows ? 'node.exe' : 'node');

  const logger = await readFile(path.join(repository, 'test', 'support', 'spdlog-substitute.cjs'), 'utf8');
  // Another logger is another folder: what is installed is never changed.
  const mark = createHash('sha256').update(logger).digest('hex').slice(0, 8);
  const folder = await installOnce(
    `vscode-server-${pins.codeServer}-${mark}`,
    { 'code-server': pins.codeServer, [nodePackage]: pins.node },
    async (draft) => {
      await chmod(node(draft), 0o755);
      npm(server(draft), ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--omit=dev']);
      await writeFile(path.join(server(draft), 'node_modules', '@vscode', 'spdlog', 'index.js'), logger);
    },
  );
  return { node: node(folder), serverMain: path.join(server(folder), 'out', 'server-main.js') };
}
