import { commands, type Disposable, l10n, type TreeView, window } from 'vscode';
import { ContextKey } from '../context-keys';
import type { EnvironmentStore } from '../environment-store';
import { explain } from '../error-text';
import { ViewId } from '../view-ids';
import type { EnvironmentsNode } from './environment-nodes';
import type { EnvironmentsTree } from './environments-tree';

/** The Environments view around its tree: messages, and what it says when it is empty. */
export class EnvironmentsView implements Disposable {
  readonly #environments: EnvironmentStore;
  readonly #view: TreeView<EnvironmentsNode>;
  readonly #disposables: Disposable[];

  constructor(environments: EnvironmentStore, tree: EnvironmentsTree) {
    this.#environments = environments;
    this.#view = window.createTreeView(ViewId.Environments, { treeDataProvider: tree, showCollapseAll: true });
    this.#disposables = [
      this.#view,
      environments.onDidChange(() => {
        this.#show();
      }),
    ];
    this.#show();
  }

  get message(): string | undefined {
    return this.#view.message;
  }

  async reveal(node: EnvironmentsNode): Promise<void> {
    await this.#view.reveal(node, { select: true, focus: true, expand: true });
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #show(): void {
    void commands.executeCommand('setContext', ContextKey.Environments, this.#environments.state);
    this.#view.message = this.#message();
  }

  #message(): string | undefined {
    const errors = this.#environments.folders.flatMap(({ error }) => error ?? []);
    if (errors.length > 0) {
      return errors
        .map(explain)
        .map(({ message, hint }) => `${message} ${hint}`)
        .join('\n');
    }
    if (this.#environments.state !== 'discovered') return undefined;
    const names = this.#environments.folders.flatMap(({ discovered }) => discovered.map(({ name }) => name));
    return l10n.t('Found: {0}.', names.join(', '));
  }
}
