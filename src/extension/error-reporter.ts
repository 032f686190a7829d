import { commands, l10n, window } from 'vscode';
import { EnvironmentError } from '../environments/errors';
import { CommandId } from './command-ids';
import { explain, isCancelled } from './error-text';
import type { Log } from './log';
import { UntrustedWorkspaceError } from './trust';

/** What a person can do about an error, beside looking into the log. */
export interface Remedies {
  readonly retry?: (() => unknown) | undefined;
}

interface Action {
  readonly title: string;
  run(): unknown;
}

/** Shows errors to the person: what happened, what to do next, and buttons for that. */
export class ErrorReporter {
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Shows an error, unless it is one that a person wanted. Does not wait for the person. */
  report(error: unknown, remedies: Remedies = {}): void {
    if (isCancelled(error)) {
      this.#log.info('Cancelled.');
      return;
    }
    this.#log.error(error instanceof Error ? error : String(error));
    const { message, hint } = explain(error);
    const actions = this.#actions(error, remedies);
    void window.showErrorMessage(`${message} ${hint}`.trim(), ...actions).then((action) => action?.run());
  }

  #actions(error: unknown, { retry }: Remedies): readonly Action[] {
    const run = (command: CommandId, ...args: unknown[]) => commands.executeCommand(command, ...args);
    const actions: Action[] = [];
    if (error instanceof UntrustedWorkspaceError) {
      actions.push({
        title: l10n.t('Manage Workspace Trust'),
        run: () => commands.executeCommand('workbench.trust.manage'),
      });
    }
    if (error instanceof EnvironmentError) {
      actions.push(
        error.reason === 'config'
          ? { title: l10n.t('Open schema-drift.json'), run: () => run(CommandId.OpenConfiguration) }
          : { title: l10n.t('Edit Environment'), run: () => run(CommandId.EditEnvironment, error.environment) },
      );
    }
    if (retry !== undefined) actions.push({ title: l10n.t('Try Again'), run: retry });
    actions.push({ title: l10n.t('Show Log'), run: () => run(CommandId.ShowLog) });
    return actions;
  }
}
