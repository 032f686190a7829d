import { commands, type Disposable, EventEmitter, type TextDocumentContentProvider, Uri } from 'vscode';
import type { Disposing } from '../disposing';
import type { MigrationStore } from '../migration-store';

export const STATUS_SCHEME = 'schema-drift-status';

const STATUS = Uri.from({ scheme: STATUS_SCHEME, path: '/What is applied where.md' });

/** The matrix of files and environments, as a table that VS Code's Markdown preview shows. */
export class StatusDocument implements TextDocumentContentProvider, Disposable {
  readonly #store: MigrationStore;
  readonly #changed = new EventEmitter<Uri>();
  readonly #disposables: Disposing[];

  readonly onDidChange = this.#changed.event;

  constructor(store: MigrationStore) {
    this.#store = store;
    this.#disposables = [
      this.#changed,
      store.onDidChange(() => {
        this.#changed.fire(STATUS);
      }),
    ];
  }

  async provideTextDocumentContent(): Promise<string> {
    const { statusMarkdown } = await import('../../reports/status-markdown');
    return this.#store.folders.map(({ status }) => statusMarkdown(status)).join('\n');
  }

  async open(): Promise<void> {
    await commands.executeCommand('markdown.showPreview', STATUS);
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }
}
