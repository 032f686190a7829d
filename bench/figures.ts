import { startRelay } from './relay';
import type { Request } from './protocol';
import { runOnce, timeCommands, Tool } from './tools';
import type { Pair } from './workloads';

/** One number of ours and, where there is a peer, the same of the peer. */
export interface Figure {
  readonly ours: number;
  readonly peer: number | null;
  /** Median of ours ÷ peer over paired runs; of the two numbers where they can't vary. */
  readonly ratio: number | null;
}

export const FIGURES = {
  compare: 'read + compare, ms : `pg_dump --schema-only` of both',
  plan: 'read + compare + plan, ms : pg-delta extract + plan',
  far: 'the same, 50 ms from the database',
  roundTrips: 'turns of the client for each database; connecting and leaving take 3',
  bytes: 'bytes received from both',
  memory: 'peak memory of the process, kB',
  unchanged: 'compare again, nothing changed, connections open, ms : read + compare all',
  changed: 'the same, one table changed',
  blocked: 'longest stretch the extension host is blocked by read + compare + plan, ms',
  process: 'the whole process, ms: `schema-drift diff` : `pgdelta plan`',
} as const;

export type Figures = Readonly<Record<keyof typeof FIGURES, Figure>>;

const FAR_MS = 50;

/** Measures ours and the peers in turns, so that what else the machine does falls on both. */
export async function measure(pair: Pair, runs: number): Promise<Figures> {
  const [source, target] = [pair.source.url, pair.target.url];
  const [ours, again, peer] = [new Tool('engine'), new Tool('engine'), new Tool('pg-delta')];
  const far = await startRelay(source, FAR_MS);
  const near = await startRelay(source, 0);
  const timed =
    (tool: Tool, work: Request['work'], through = (url: string) => url) =>
    async () =>
      (await tool.run({ work, source: through(source), target: through(target) })).ms;
  const counted = async (tool: Tool) => {
    near.reset();
    await tool.run({ work: 'plan', source: near.through(source), target: near.through(target) });
    return { ...near.traffic };
  };
  try {
    const [ourTraffic, peerTraffic] = [await counted(ours), await counted(peer)];
    return {
      compare: await paired(runs, timed(ours, 'compare'), () =>
        timeCommands(['pg_dump', '--schema-only', source], ['pg_dump', '--schema-only', target]),
      ),
      plan: await paired(runs, timed(ours, 'plan'), timed(peer, 'plan')),
      far: await paired(runs, timed(ours, 'plan', far.through), timed(peer, 'plan', far.through)),
      roundTrips: exact(ourTraffic.roundTrips / 2, peerTraffic.roundTrips / 2),
      bytes: exact(ourTraffic.bytes, peerTraffic.bytes),
      memory: exact(
        (await runOnce('engine', { work: 'plan', source, target })).peakKb,
        (await runOnce('pg-delta', { work: 'plan', source, target })).peakKb,
      ),
      unchanged: await paired(runs, timed(again, 'unchanged'), timed(again, 'whole')),
      changed: await paired(runs, timed(again, 'changed'), timed(again, 'whole')),
      blocked: await alone(runs, async () => (await runOnce('host', { work: 'blocked', source, target })).ms),
      process: await paired(
        runs,
        () => timeCommands(node('dist/cli.js', 'diff', '--source', source, '--target', target)),
        () =>
          timeCommands(
            node('node_modules/@supabase/pg-delta/dist/cli/main.js', 'plan', '--source', target, '--desired', source),
          ),
      ),
    };
  } finally {
    ours.end();
    again.end();
    peer.end();
    far.close();
    near.close();
  }
}

function node(...args: readonly string[]): [string, ...string[]] {
  return [process.execPath, ...args];
}

/** So long one figure is measured at most, but for the run that is on. */
const MOST_MS = 30_000;

/** The first run warms up and does not count, unless it was the only one. */
async function paired(runs: number, ours: () => Promise<number>, peer: () => Promise<number>): Promise<Figure> {
  const pairs = await repeat(runs + 1, async () => ({ ours: await ours(), peer: await peer() }));
  const counted = pairs.length === 1 ? pairs : pairs.slice(1);
  return {
    ours: median(counted.map((each) => each.ours)),
    peer: median(counted.map((each) => each.peer)),
    ratio: median(counted.map((each) => each.ours / each.peer)),
  };
}

async function alone(runs: number, ours: () => Promise<number>): Promise<Figure> {
  return { ours: median(await repeat(runs, ours)), peer: null, ratio: null };
}

async function repeat<T>(times: number, measured: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  const start = performance.now();
  do results.push(await measured());
  while (results.length < times && performance.now() - start < MOST_MS);
  return results;
}

function exact(ours: number, peer: number): Figure {
  return { ours, peer, ratio: ours / peer };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1] ?? 0, sorted[middle] ?? 0];
  return (low + high) / 2;
}
