import path from 'node:path';
import { parseArgs } from 'node:util';
import { runExtensionSuite } from './extension-suite';
import { runMochaSuite } from './mocha-suite';
import { repository } from './paths';
import type { ResultLine } from './results';
import { REQUIRED_SUITES, SUITES, type Suite, WITHOUT_SERVERS, testFiles } from './suites';
import { startTestServers } from './test-servers';

/** `npm test` after the build: starts the servers, runs the suites, counts. */
async function main(): Promise<void> {
  // Until the last line is written nothing has passed.
  process.exitCode = 1;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string', short: 'g' } },
  });
  const unknown = positionals.filter((name) => !SUITES.some((suite) => suite === name));
  if (unknown.length > 0) throw new Error(`No such suite: ${unknown.join(', ')}. There are: ${SUITES.join(', ')}.`);
  const chosen = SUITES.filter((suite) => positionals.length === 0 || positionals.includes(suite));

  const needServers = chosen.some((suite) => !WITHOUT_SERVERS.includes(suite));
  const servers = needServers ? await startTestServers() : [];
  if (values.grep !== undefined) process.env.SCHEMA_DRIFT_TEST_GREP = values.grep;

  const all: ResultLine[] = [];
  const summaries: string[] = [];
  for (const suite of chosen) {
    const started = Date.now();
    console.log(`\n── ${suite} ${'─'.repeat(60 - suite.length)}`);
    const lines = await runSuite(suite, values.grep);
    all.push(...lines);
    summaries.push(`${suite.padEnd(10)}${countOf(lines)} (${Math.round((Date.now() - started) / 1000)} s)`);
    console.log(summaries.at(-1));
  }
  await Promise.all(servers.map((server) => server.stop()));

  const failures = all.filter((line) => line.event === 'fail');
  console.log(`\n${'─'.repeat(64)}`);
  for (const { title } of failures) console.log(`failed: ${title}`);
  for (const summary of summaries) console.log(summary);
  process.exitCode = failures.length > 0 ? 1 : 0;
  console.log(countOf(all));
}

async function runSuite(suite: Suite, grep: string | undefined): Promise<ResultLine[]> {
  const title = `test/${suite}`;
  const files = testFiles(suite);
  if (files.length === 0) {
    console.log(`${title} has no tests${REQUIRED_SUITES.includes(suite) ? '' : ' yet'}.`);
    return REQUIRED_SUITES.includes(suite) ? [{ event: 'fail', title, error: 'has no tests' }] : [];
  }
  let lines: ResultLine[];
  try {
    lines = suite === 'extension' ? await runExtensionSuite(print) : await runMochaSuite({ name: suite, files, grep });
  } catch (error) {
    lines = [{ event: 'fail', title: `${title} could not be run`, error: reasonOf(error) }];
  }
  if (lines.every(({ event }) => event === 'end') && grep === undefined) {
    lines.push({ event: 'fail', title, error: 'ran no test at all' });
  }
  // Each suite has shown the failures of its tests; these are its own.
  lines.filter((line) => line.event === 'fail' && line.title.startsWith(title)).forEach(print);
  return lines;
}

function print(line: ResultLine): void {
  if (line.event === 'pass') console.log(`  ✔ ${line.title} (${line.milliseconds}ms)`);
  else if (line.event === 'skip') console.log(`  - ${line.title}`);
  else if (line.event === 'fail') console.log(`  ✖ ${line.title}\n${line.error.replace(/^/gm, '      ')}`);
}

function countOf(lines: readonly ResultLine[]): string {
  const count = (event: ResultLine['event']) => lines.filter((line) => line.event === event).length;
  return `${count('pass')} passed, ${count('fail')} failed, ${count('skip')} skipped`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

// The other signals are heard where servers are started; this one comes from the keyboard.
process.once('SIGINT', () => {
  process.exit(1);
});

main().catch((error: unknown) => {
  console.error(`The tests could not be run in ${path.basename(repository)}: ${reasonOf(error)}`);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
});
