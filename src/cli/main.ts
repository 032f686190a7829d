#!/usr/bin/env node
import { run } from './program';
import { failureMessage } from './failure';
import { writeTo } from './streams';
import type { Session } from './session';

/** Runs the command line of this process and ends it with the exit code. */
async function main(): Promise<void> {
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    // Once: whoever asks a second time gets the end at once that the system gives.
    process.once(signal, () => {
      abort.abort();
    });
  const session: Session = {
    workspace: process.cwd(),
    env: process.env,
    signal: abort.signal,
    color: process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
    result: (text) => writeTo(process.stdout, `${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
  };
  // Whatever goes wrong, it must not end with 1: that would read as "drift found".
  process.on('uncaughtException', (error) => {
    session.say(`unexpected: ${error.message}`);
    process.exit(2);
  });
  // A reader that has gone (`| head`) is no failure.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const code = await run(process.argv.slice(2), session).catch(async (error: unknown) => {
    session.say(await failureMessage(error, abort.signal));
    return 2;
  });
  await writeTo(process.stdout, '');
  await writeTo(process.stderr, '');
  // An open handle, such as a connection that is still being made, must not keep the program.
  process.exit(code);
}

void main();
