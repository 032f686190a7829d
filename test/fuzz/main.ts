import { parseArgs } from 'node:util';
import { strategySchema } from '../../src/protocol/comparison';
import type { Pair } from '../corpus/pair';
import { createRoles } from '../corpus/roles';
import { thereAndBack, type Problem } from '../corpus/round-trip';
import { tryChoices } from '../database/engine/choices';
import type { PostgresServer } from '../support/database-server';
import { majors, sharedPostgres } from '../support/shared-postgres';
import { Fuzzer, type Find, type Judge } from './find';
import { withRenamesSaid } from './renames';
import { randomLines, randomLinesRenamed, textOf } from './pair';

/**
 * `npm run fuzz -- [--seed n] [--minutes m] [--major 18] [--strategy usual]`: tries pairs of random schemas, seed after
 * seed, until the time is over. With `--choices` it plans choices of their differences, with `--renames` it renames
 * something in the second one, and accepts the renames that are `offered` or those that are `said`.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '5' },
    major: { type: 'string', default: String(Math.max(...majors)) },
    strategy: { type: 'string', default: 'usual' },
    choices: { type: 'boolean', default: false },
    renames: { type: 'string', default: 'none' },
    'minutes-per-find': { type: 'string', default: '2' },
  },
});

const MINUTE = 60_000;

async function main(): Promise<void> {
  const server = await sharedPostgres(Number(values.major));
  await createRoles(server);
  const strategy = strategySchema.parse(values.strategy);
  const fuzzer = await Fuzzer.open(
    server,
    values.renames === 'none' ? randomLines : randomLinesRenamed,
    async (pair) => {
      if (values.choices) return choicesThereAndBack(pair, server);
      return thereAndBack(values.renames === 'said' ? await withRenamesSaid(pair, server) : pair, server, strategy);
    },
  );
  const until = Date.now() + Number(values.minutes) * MINUTE;
  let [tried, found] = [0, 0];
  for (let seed = Number(values.seed); Date.now() < until; seed += 1) {
    tried += 1;
    const find = await fuzzer.try(seed).catch((error: unknown) => {
      throw new Error(`the pair of seed ${seed} could not be judged`, { cause: error });
    });
    if (find === null) continue;
    found += 1;
    const enough = new Date(Date.now() + Number(values['minutes-per-find']) * MINUTE);
    print(seed, await fuzzer.minimise(seed, find, enough));
  }
  await fuzzer.close();
  console.log(`${tried} pairs tried on PostgreSQL ${server.version}, ${found} with a wrong end.`);
  if (found > 0) process.exitCode = 1;
}

/** What a choice does not foresee: docs/coverage.md, known limits. */
const KNOWN_LIMITS = /UNION types .* cannot be matched|partition .* would overlap partition/;

async function choicesThereAndBack(pair: Pair, server: PostgresServer): ReturnType<Judge> {
  const judge = async (target: string, source: string): Promise<Problem> => {
    const problem = await tryChoices(target, source, server);
    return problem !== null && KNOWN_LIMITS.test(problem) ? null : problem;
  };
  return { forward: await judge(pair.old, pair.new), backward: await judge(pair.new, pair.old) };
}

function print(seed: number, { direction, pair, problem }: Find): void {
  console.log(`\n=== seed ${seed}, ${direction}\n${textOf(pair)}\n${problem}`);
}

void main();
