import type { Disposable } from 'vscode';
import { commands } from 'vscode';
import type { CommandId } from './command-ids';
import type { ErrorReporter } from './error-reporter';

/** Registers commands so that whatever goes wrong in one is shown to the person. */
export class CommandRegistry implements Disposable {
  readonly #reporter: ErrorReporter;
  readonly #disposables: Disposable[] = [];

  constructor(reporter: ErrorReporter) {
    this.#reporter = reporter;
  }

  register(id: CommandId, run: (...args: readonly unknown[]) => unknown): void {
    this.#disposables.push(
      commands.registerCommand(id, async (...args: readonly unknown[]) => {
        try {
          return await run(...args);
        } catch (error) {
          this.#reporter.report(error, { retry: () => commands.executeCommand(id, ...args) });
          return undefined;
        }
      }),
    );
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }
}
