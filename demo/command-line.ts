import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { say, styled } from './terminal';

const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** The command line, as a person in the workspace would use it. */
export class CommandLine {
  constructor(private readonly workspace: string) {}

  /** Shows a command and what it prints. Throws when its exit code is another than expected. */
  async show(args: readonly string[], expectedCode: number): Promise<void> {
    say(`${styled('dim', '$')} ${styled('bold', `schema-drift ${args.map(quoted).join(' ')}`)}`);
    await this.run(args, expectedCode, 'inherit');
  }

  /** Runs a command and hands back what it prints. Throws when its exit code is another than expected. */
  async read(args: readonly string[], expectedCode: number): Promise<string> {
    return this.run(args, expectedCode, 'pipe');
  }

  private async run(args: readonly string[], expectedCode: number, stdout: 'inherit' | 'pipe'): Promise<string> {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: this.workspace,
      stdio: ['ignore', stdout, 'inherit'],
    });
    const output: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));

    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== expectedCode) {
      throw new Error(`schema-drift ${args.join(' ')} ended with ${code}, expected was ${expectedCode}.`);
    }
    return Buffer.concat(output).toString('utf8');
  }
}

function quoted(argument: string): string {
  return /^[\w./,:=@-]+$/.test(argument) ? argument : `'${argument}'`;
}
