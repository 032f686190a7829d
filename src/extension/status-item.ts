import { type Disposable, l10n, StatusBarAlignment, window } from 'vscode';
import { CommandId } from './command-ids';
import type { ComparisonSession } from './comparison';

/** The comparison in the status bar: which two, and how many differences. A click opens the Drift view. */
export class StatusItem implements Disposable {
  readonly #session: ComparisonSession;
  readonly #item = window.createStatusBarItem('schemaDrift.comparison', StatusBarAlignment.Left, 10);
  readonly #listener: Disposable;

  constructor(session: ComparisonSession) {
    this.#session = session;
    this.#item.name = 'Schema Drift';
    this.#listener = session.onDidChangeState(() => {
      this.#show();
    });
  }

  get text(): string {
    return this.#item.text;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const { state } = this.#session;
    if (state.phase === 'none') {
      this.#item.hide();
      return;
    }
    const pair = `${state.source.name} → ${state.target.name}`;
    this.#item.command = 'schemaDrift.drift.focus';
    switch (state.phase) {
      case 'comparing':
        this.#item.text = `$(loading~spin) ${pair}`;
        this.#item.tooltip = l10n.t('Schema Drift compares. Click to cancel.');
        this.#item.command = CommandId.Cancel;
        break;
      case 'failed':
        this.#item.text = `$(error) ${pair}`;
        this.#item.tooltip = l10n.t('The comparison failed: {0}', state.message);
        break;
      case 'compared': {
        const count = state.drift.differences.length;
        const isIncomplete = state.drift.source.notRead.length + state.drift.target.notRead.length > 0;
        this.#item.text = `$(${isIncomplete ? 'warning' : 'git-compare'}) ${pair}: ${count}`;
        this.#item.tooltip = isIncomplete
          ? l10n.t('{0} differences were found, but a part could not be read.', count)
          : l10n.t(
              '{0} differences between {1} (source) and {2} (target)',
              count,
              state.source.name,
              state.target.name,
            );
      }
    }
    this.#item.show();
  }
}
