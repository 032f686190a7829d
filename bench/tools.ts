import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { build } from 'esbuild';
import { Failed, Measured, type Request } from './protocol';

const OUT = 'out/bench';

/**
 * Bundles ours as scripts/build.mjs does: what is measured is what is shipped, which loads a package when it needs it. The
 * peer is loaded from its packages, as its own command line is.
 */
export async function buildTools(): Promise<void> {
  const common = { outdir: OUT, bundle: true, platform: 'node', logLevel: 'error' } as const;
  await build({
    ...common,
    entryPoints: ['bench/engine.ts', 'bench/host.ts'],
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    minify: true,
    target: 'node20',
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    external: ['pg-native'],
  });
  await build({
    ...common,
    entryPoints: ['bench/pg-delta.ts'],
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    packages: 'external',
  });
}

function bundleOf(name: ToolName): string {
  return `${OUT}/${name}.${name === 'pg-delta' ? 'mjs' : 'cjs'}`;
}

type ToolName = 'engine' | 'pg-delta' | 'host';

/** A process of its own for one tool. */
export class Tool {
  readonly #child: ChildProcess;

  constructor(readonly name: ToolName) {
    // Without the loader that runs this bench, which takes 20 MB.
    this.#child = fork(bundleOf(name), { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  }

  async run(request: Request): Promise<Measured> {
    const stop = new AbortController();
    const heard = (event: string): Promise<readonly unknown[]> => once(this.#child, event, { signal: stop.signal });
    this.#child.send(request);
    try {
      const [message] = await Promise.race([heard('message'), heard('exit')]);
      const failed = Failed.safeParse(message);
      if (failed.success) throw new Error(`${this.name} failed to ${request.work}: ${failed.data.failure}`);
      return Measured.parse(message);
    } finally {
      stop.abort();
    }
  }

  end(): void {
    this.#child.kill();
  }
}

/** What one process needs from the beginning, for the most memory it has. */
export async function runOnce(name: ToolName, request: Request): Promise<Measured> {
  const tool = new Tool(name);
  try {
    return await tool.run(request);
  } finally {
    tool.end();
  }
}

/** Milliseconds that the commands take, run side by side. Errors: when one can't be run. */
export async function timeCommands(...commands: readonly (readonly [string, ...string[]])[]): Promise<number> {
  const start = performance.now();
  await Promise.all(
    commands.map(async ([program, ...args]) => {
      await once(spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore'] }), 'exit');
    }),
  );
  return performance.now() - start;
}
