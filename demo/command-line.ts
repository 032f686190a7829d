import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { say, styled } from './terminal';

const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** How much of a long output is shown: its first and its last lines. */
export interface Excerpt {
  readonly first: number;
  readonly last: number;
}

/** What a command printed: its result, and what it told the person besides. */
interface Said {
  readonly result: string;
  readonly messages: string;
}

/** The command line, as a person in the workspace would use it. */
export class CommandLine {
  constructor(private readonly workspace: string) {}

  /**
   * Shows a command and its result, all of it or an excerpt.
   * Throws with everything the command said when its exit code is another than expected, or it has no result.
   */
  async show(args: readonly string[], expectedCode: number, excerpt?: Excerpt): Promise<void> {
    this.sayCommand(args);
    if (excerpt === undefined) {
      // On the terminal itself, so that it is as colorful as it would be for a person.
      await this.run(args, expectedCode, 'inherit');
    } else {
      for (const line of shorten(await this.read(args, expectedCode), excerpt)) say(line);
    }
  }

  /** Shows a command and all it says, which must match each of `expected`. Throws like `show`. */
  async tell(args: readonly string[], expectedCode: number, expected: readonly RegExp[]): Promise<void> {
    this.sayCommand(args);
    const { result, messages } = await this.run(args, expectedCode, 'pipe');
    for (const line of messages.trimEnd().split('\n')) say(styled('dim', line));
    say(result.trimEnd());
    for (const words of expected) assert.match(messages + result, words);
  }

  /** Runs a command and hands back its result. Throws like `show`. */
  async read(args: readonly string[], expectedCode: number): Promise<string> {
    return (await this.run(args, expectedCode, 'pipe')).result;
  }

  private sayCommand(args: readonly string[]): void {
    say(`${styled('dim', '$')} ${styled('bold', `schema-drift ${args.map(quoted).join(' ')}`)}`);
  }

  private async run(args: readonly string[], expectedCode: number, stdout: 'inherit' | 'pipe'): Promise<Said> {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: this.workspace,
      stdio: ['ignore', stdout, 'pipe'],
    });
    const result: Buffer[] = [];
    const said: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => result.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));

    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const text = Buffer.concat(result).toString('utf8');
    const messages = Buffer.concat(said).toString('utf8');
    // A program that crashes ends with 1 as well, but without a result.
    const hasResult = stdout === 'inherit' || text !== '';
    if (code !== expectedCode || !hasResult) {
      const command = `schema-drift ${args.map(quoted).join(' ')}`;
      const ended = `ended with ${code} and ${hasResult ? 'a' : 'no'} result, expected was ${expectedCode} and a result`;
      throw new Error(`${command} ${ended}. It said:\n${text}${messages}`);
    }
    return { result: text, messages };
  }
}

function shorten(text: string, { first, last }: Excerpt): readonly string[] {
  const lines = text.trimEnd().split('\n');
  const left = lines.length - first - last;
  if (left <= 1) return lines;
  return [...lines.slice(0, first), styled('dim', `… ${left} more lines …`), ...lines.slice(-last)];
}

function quoted(argument: string): string {
  return /^[\w./,:=@-]+$/.test(argument) ? argument : `'${argument}'`;
}
