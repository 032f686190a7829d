import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { startPostgres } from '../test/support/postgres';
import { measure } from './figures';
import { measureReplay, type ReplayFigures } from './replays';
import { type Column, writeReport } from './report';
import { buildTools } from './tools';
import { isWorkloadName, makePair } from './workloads';

/** `npm run bench -- [S] [M] [L1000] … [--workloads folder] [--runs n]`: measures, and writes docs/performance.md. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    workloads: { type: 'string', default: process.env.SCHEMA_DRIFT_WORKLOADS ?? '' },
    runs: { type: 'string', default: '7' },
  },
});
const names = (positionals.length === 0 ? ['S', 'M', 'L1000'] : positionals).map((name) => {
  if (!isWorkloadName(name))
    throw new Error(`${name} is no workload: S, M, or L and a number of tables, such as L1000.`);
  return name;
});

/** So many migration files. */
const REPLAYED = [300, 3000];

/** pg_dump reads no server that is newer than itself. */
const major = Number(/\d+/.exec(execFileSync('pg_dump', ['--version'], { encoding: 'utf8' }))?.[0]);

async function main(): Promise<void> {
  await buildTools();
  const server = await startPostgres(major, {
    settings: { max_locks_per_transaction: '4096', shared_buffers: '512MB' },
  });
  try {
    const columns: Column[] = [];
    const replays: ReplayFigures[] = [];
    for (const files of REPLAYED) {
      console.log(`${files} migration files: measuring …`);
      replays.push(await measureReplay(files));
    }
    for (const name of names) {
      const pair = await makePair(server, name, values.workloads);
      if (pair === null) {
        console.log(`${name} is left out: --workloads names no folder that has it.`);
        continue;
      }
      console.log(`${name}: measuring …`);
      columns.push({ name, figures: await measure(pair, Number(values.runs)) });
      // After each, so that a run that is cut short has told something.
      await writeReport(columns, replays, server.version);
      await Promise.all([pair.source.drop(), pair.target.drop()]);
    }
  } finally {
    await server.stop();
  }
}

void main();
